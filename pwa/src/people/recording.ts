import type { Wire } from '../api/client';

type Caller = Wire['Caller'];

const RECORDING: readonly string[] = ['participant', 'facilitator', 'coordinator'];

/** Whether somebody records explorations here; others have no store, no sync and no lock. */
export function keepsRecords(caller: Caller): boolean {
  return RECORDING.includes(caller.role) && !caller.held_back;
}

/** Whether somebody does in one of their roles: they choose at any time. */
export function mayKeepRecords({ memberships }: Caller): boolean {
  return memberships.some(({ role }) => RECORDING.includes(role));
}
