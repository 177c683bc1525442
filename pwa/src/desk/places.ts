import type { Wire } from '../api/client';
import { m } from '../words';

/** One part of the desk in the bar. */
export interface Place {
  id: 'explorations' | 'participants' | 'cases' | 'pool' | 'reports' | 'members' | 'organisations';
  path: string;
  words: () => string;
}

const EXPLORATIONS: Place = {
  id: 'explorations',
  path: '/explorations',
  words: () => m['desk.explorations'](),
};
const PARTICIPANTS: Place = {
  id: 'participants',
  path: '/participants',
  words: () => m['people.title'](),
};
const BROUGHT: Place = {
  id: 'cases',
  path: '/consultations',
  words: () => m['cases.part'](),
};
const CASES: Place = { ...BROUGHT, path: '/cases' };
const POOL: Place = { id: 'pool', path: '/pool', words: () => m['desk.map']() };
const REPORTS: Place = { id: 'reports', path: '/reports', words: () => m['desk.reports']() };

const MEMBERS: Place = { id: 'members', path: '/members', words: () => m['members.title']() };

const ORGANISATIONS: Place = {
  id: 'organisations',
  path: '/organisations',
  words: () => m['organisations.title'](),
};

/** What the bar offers somebody: their side's work, and the reports that are for everybody. */
export function placesOf(caller: Wire['Caller']): Place[] {
  if (caller.role === 'operator') return [ORGANISATIONS, MEMBERS];
  if (caller.role === 'consultant') return [CASES, REPORTS];
  if (caller.role === 'coordinator') return [EXPLORATIONS, PARTICIPANTS, BROUGHT, REPORTS, MEMBERS];
  return caller.side === 'planning'
    ? [POOL, REPORTS]
    : [EXPLORATIONS, PARTICIPANTS, BROUGHT, REPORTS];
}

/** Letters that stand for a person in the bar. */
export function initialsOf(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  const letters = [parts[0]?.[0], parts.length > 1 ? parts.at(-1)?.[0] : undefined];
  return letters.filter(Boolean).join('').toUpperCase();
}
