import type { Conflict } from '../store/decisions';
import type { Bodies, Kept, RecordKind } from '../store/records';
import { fieldsOf, partsOf, wordsIn, type Fields, type Part } from './parts';

/** What somebody wants of two versions of one part: the present one, the other, both, or own words. */
export type Wish = 'now' | 'other' | 'both' | 'own';

/** A wish for one part, with the words somebody wrote themself. */
export interface Chosen {
  wish: Wish;
  words?: string;
}

/** One conflict with the record it is about. */
export interface Deciding {
  conflict: Conflict;
  record: Kept;
  parts: readonly Part[];
  /** The record as it counts now. */
  now: Fields;
  /** The record as the other one had it. */
  other: Fields;
}

function pick(body: Fields | null | undefined, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => body && name in body).map((name) => [name, body?.[name]]),
  );
}

/** Everything a screen needs to ask which version is to stand. */
export function decidingOf(conflict: Conflict, record: Kept): Deciding {
  const parts = partsOf(record.kind, conflict.overridden);
  const now = fieldsOf(record.body);
  const together = parts.flatMap(({ fields }) => fields);
  const theirs = pick(conflict.other?.body, together);
  const other = { ...now, ...theirs, ...pick(conflict.before, together) };
  return { conflict, record, parts, now, other };
}

/** Words after words; a sentence that both have is said once. */
export function joinedWords(one: string, other: string): string {
  const sentences = other.split(/(?<=[.!?])\s+/);
  const more = sentences.filter((sentence) => !one.includes(sentence)).join(' ');
  return [one, more].filter(Boolean).join('\n\n');
}

function joined(part: Part, now: Fields, other: Fields): Fields {
  const [field = ''] = part.fields;
  if (part.joins === 'list') {
    const all = [...(now[field] as unknown[]), ...(other[field] as unknown[])];
    return { [field]: [...new Set(all)] };
  }
  return { [field]: joinedWords(wordsIn(now, field), wordsIn(other, field)) };
}

function wished({ now, other }: Deciding, part: Part, { wish, words }: Chosen): Fields {
  switch (wish) {
    case 'now':
      return pick(now, part.fields);
    case 'other':
      return pick(other, part.fields);
    case 'both':
      return joined(part, now, other);
    case 'own':
      return { [part.fields[0] ?? '']: (words ?? '').trim() };
    default:
      return wish satisfies never;
  }
}

/** The record as it is to be; parts nobody has chosen for stay as they count now. */
export function decided(
  deciding: Deciding,
  chosen: Readonly<Record<string, Chosen>>,
): Bodies[RecordKind] {
  const body = deciding.parts.reduce<Fields>(
    (so_far, part) => ({
      ...so_far,
      ...wished(deciding, part, chosen[part.name] ?? { wish: 'now' }),
    }),
    deciding.now,
  );
  return body as unknown as Bodies[RecordKind];
}

const EARTH_M = 6_371_000;

/** How far apart two versions put it; null where one has no place. */
export function metresApart(now: Fields, other: Fields): number | null {
  const [a, b] = [now, other].map(
    ({ location }) => (location as { coordinates?: number[] } | null)?.coordinates,
  );
  const [lon = NaN, lat = NaN] = a ?? [];
  const [otherLon = NaN, otherLat = NaN] = b ?? [];
  const radians = Math.PI / 180;
  const x = (otherLon - lon) * radians * Math.cos(lat * radians);
  const metres = Math.hypot(x, (otherLat - lat) * radians) * EARTH_M;
  return Number.isNaN(metres) ? null : Math.round(metres);
}
