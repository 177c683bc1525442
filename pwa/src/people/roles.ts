import type { Role } from '../api/client';
import { m } from '../words';

/** The word for a role. */
export function roleName(role: Role): string {
  switch (role) {
    case 'participant':
      return m['role.participant']();
    case 'facilitator':
      return m['role.facilitator']();
    case 'coordinator':
      return m['role.coordinator']();
    case 'consultant':
      return m['role.consultant']();
    case 'planner':
      return m['role.planner']();
    case 'partner':
      return m['role.partner']();
    case 'operator':
      return m['role.operator']();
    default:
      return role satisfies never;
  }
}
