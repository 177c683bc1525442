import type { Wire } from '../api/client';
import type { Bodies, RecordKind } from '../store/records';
import type { Deleted } from '../store/store';
import type { Fields } from './parts';

type Version = Wire['Version'];

/** Something deleted, with what went along with it. */
export interface Gone {
  version: Version;
  along: Version[];
}

const TOGETHER_MS = 10_000;
const POINTERS = [
  'finding_id',
  'walk_id',
  'exploration_id',
  'map_id',
  'one_id',
  'other_id',
] as const;

function pointsTo(version: Version, id: string): boolean {
  const body = (version.body ?? {}) as Fields;
  return POINTERS.some((name) => body[name] === id);
}

/** Deleted by the same person in the same go. */
function isTogether(one: Version, other: Version): boolean {
  const apart = Math.abs(Date.parse(one.made_at) - Date.parse(other.made_at));
  return one.account_id === other.account_id && apart <= TOGETHER_MS;
}

function alongWith(version: Version, all: readonly Version[]): Version[] {
  const near = all.filter((one) => one !== version && isTogether(one, version));
  const ids = new Set([version.record_id]);
  const found = new Set<Version>();
  // A set grows while it is walked, so photographs of a walk's findings are found too.
  for (const id of ids) {
    for (const one of near.filter((candidate) => pointsTo(candidate, id))) {
      found.add(one);
      ids.add(one.record_id);
    }
  }
  return [...found];
}

/** What was deleted, the latest first; what went along with something else stands with that. */
export function goneOf(deletions: readonly Version[]): Gone[] {
  const readable = deletions.filter(({ body }) => body !== null);
  const all = readable.map((version) => ({ version, along: alongWith(version, readable) }));
  const along = new Set(all.flatMap((one) => one.along));
  return all.filter(({ version }) => !along.has(version));
}

/** As the store puts it back, what others point to first. */
export function recordsOf({ version, along }: Gone): Deleted[] {
  return [version, ...along].map(({ kind, record_id, body, revision }) => ({
    kind: kind as RecordKind,
    id: record_id,
    body: body as unknown as Bodies[RecordKind],
    revision,
  }));
}
