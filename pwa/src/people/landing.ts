import type { Wire } from '../api/client';

/** Where somebody starts: the phone's home or their part of the desk. */
export function landingOf(caller: Wire['Caller']): string {
  if (caller.held_back) return '/account';
  switch (caller.role) {
    case 'coordinator':
      return '/explorations';
    case 'planner':
    case 'partner':
    case 'consultant':
      return '/pool';
    case 'operator':
      return '/organisations';
    case 'participant':
    case 'facilitator':
      return '/';
    default:
      return caller.role satisfies never;
  }
}

/** Whether the desk has something for this role. */
export function worksAtDesk(caller: Wire['Caller']): boolean {
  return landingOf(caller) !== '/';
}

/** Whether somebody takes in and supports participants. */
export function worksWithParticipants(caller: Wire['Caller']): boolean {
  return caller.role === 'facilitator' || caller.role === 'coordinator';
}
