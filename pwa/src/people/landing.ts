import type { Wire } from '../api/client';

/** Where somebody starts: the phone's home or their part of the desk. */
export function landingOf(caller: Wire['Caller']): string {
  if (caller.held_back) return '/account';
  switch (caller.role) {
    case 'coordinator':
      return '/explorations';
    case 'planner':
    case 'partner':
      return '/pool';
    case 'consultant':
      return '/cases';
    case 'operator':
      return '/organisations';
    case 'participant':
    case 'facilitator':
      return '/';
    default:
      return caller.role satisfies never;
  }
}

/**
 * The page somebody wanted to see before they had to sign in, such as a report they were sent.
 * Only a page of ours: the address may come from anywhere.
 */
export function pageAskedFor(search: string): string | null {
  const then = new URLSearchParams(search).get('then');
  return then !== null && /^\/reports\/[\w-]+(\/[\w.-]+)?$/.test(then) ? then : null;
}

/** Whether the desk has something for this role. */
export function worksAtDesk(caller: Wire['Caller']): boolean {
  return landingOf(caller) !== '/';
}

/** Whether somebody takes in and supports participants. */
export function worksWithParticipants(caller: Wire['Caller']): boolean {
  return caller.role === 'facilitator' || caller.role === 'coordinator';
}
