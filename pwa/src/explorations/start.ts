import type { Wire } from '../api/client';
import type { Entry } from '../store/store';
import { newId } from '../store/uuid';

/** What is asked before a walk begins. */
export interface Start {
  participant_ids: string[];
  title: string;
  /** YYYY-MM-DD. */
  date: string;
  social_space_id: string | null;
  practice: boolean;
}

/** The local calendar day. */
export function today(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function guides(caller: Wire['Caller']): boolean {
  return caller.role === 'facilitator' || caller.role === 'coordinator';
}

/** An exploration and its first walk, ready to be kept together. */
export function startingEntries(
  start: Start,
  caller: Wire['Caller'],
  now: Date,
): [Entry<'exploration'>, Entry<'walk'>] {
  const started_at = now.toISOString();
  const exploration: Entry<'exploration'> = {
    kind: 'exploration',
    id: newId(),
    body: {
      ...start,
      method: 'walk',
      facilitator_ids: guides(caller) ? [caller.account_id] : [],
      occasion: null,
      started_at,
      ended_at: null,
    },
  };
  const walk: Entry<'walk'> = {
    kind: 'walk',
    id: newId(),
    body: { exploration_id: exploration.id, started_at, ended_at: null, weather: null },
  };
  return [exploration, walk];
}
