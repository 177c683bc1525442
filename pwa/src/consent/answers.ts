import type { Consent, Kept } from '../store/records';
import type { Entry } from '../store/store';
import { newId } from '../store/uuid';
import type { Locale } from '../words';
import type { Present, Purpose, PurposeEntry } from './texts';

/** How a person stands to a purpose. */
export type Standing =
  | { kind: 'open' }
  | { kind: 'given'; at: string; until: Date }
  | { kind: 'refused' | 'withdrawn'; at: string }
  /** Asked again: the yes ran out, or the text changed. */
  | { kind: 'ran_out' | 'text_changed' }
  /** Said yes, but what it requires was taken back since. */
  | { kind: 'ended' };

const LAST_SURE_DAY = 28;

/** The same day so many months later; days a month may lack become its 28th. */
export function monthsLater(moment: Date, months: number): Date {
  const later = new Date(moment);
  later.setUTCDate(Math.min(moment.getUTCDate(), LAST_SURE_DAY));
  later.setUTCMonth(later.getUTCMonth() + months);
  return later;
}

/** Newest first; of a yes and a no at the same moment the no. */
function laterFirst(one: Kept<'consent'>, other: Kept<'consent'>): number {
  const by = Date.parse(other.body.answered_at) - Date.parse(one.body.answered_at);
  if (by !== 0) return by;
  return Number(one.body.answer === 'given') - Number(other.body.answer === 'given');
}

/** The answer that counts. */
export function latestAnswer(
  answers: readonly Kept<'consent'>[],
  purpose: Purpose,
): Consent | undefined {
  return answers.filter(({ body }) => body.purpose === purpose).toSorted(laterFirst)[0]?.body;
}

function countingHashes(entry: PurposeEntry): string[] {
  return [...entry.stillCounting, ...Object.values(entry.text).map(({ hash }) => hash)];
}

function ended(answers: readonly Kept<'consent'>[], entry: PurposeEntry, since: string): boolean {
  return answers.some(
    ({ body }) =>
      entry.requires.includes(body.purpose) &&
      body.answer !== 'given' &&
      Date.parse(body.answered_at) >= Date.parse(since),
  );
}

/** How one person stands to a purpose; the same rule as the server's. */
export function standingOf(
  answers: readonly Kept<'consent'>[],
  entry: PurposeEntry,
  now: Date,
): Standing {
  const latest = latestAnswer(answers, entry.purpose);
  if (!latest) return { kind: 'open' };
  if (latest.answer !== 'given') return { kind: latest.answer, at: latest.answered_at };
  if (!countingHashes(entry).includes(latest.text_hash)) return { kind: 'text_changed' };
  const until = monthsLater(new Date(latest.answered_at), entry.validMonths);
  if (until <= now) return { kind: 'ran_out' };
  if (ended(answers, entry, latest.answered_at)) return { kind: 'ended' };
  return { kind: 'given', at: latest.answered_at, until };
}

/** The purpose that must be agreed to first, if any. */
export function missingFirst(
  answers: readonly Kept<'consent'>[],
  entry: PurposeEntry,
  entries: readonly PurposeEntry[],
  now: Date,
): PurposeEntry | undefined {
  return entries.find(
    (other) =>
      entry.requires.includes(other.purpose) && standingOf(answers, other, now).kind !== 'given',
  );
}

/** The next purpose a person has not decided on, going on from one and round to the beginning. */
export function nextOpen(
  answers: readonly Kept<'consent'>[],
  entries: readonly PurposeEntry[],
  after: Purpose,
  now: Date,
): PurposeEntry | undefined {
  const place = entries.findIndex(({ purpose }) => purpose === after);
  return entries
    .slice(place + 1)
    .find(
      (entry) =>
        !['given', 'refused', 'withdrawn'].includes(standingOf(answers, entry, now).kind) &&
        !missingFirst(answers, entry, entries, now),
    );
}

/** How many answers a person must give again: a yes ran out, or its text changed. */
export function toAskAgain(
  answers: readonly Kept<'consent'>[],
  entries: readonly PurposeEntry[],
  now: Date,
): number {
  return entries.filter((entry) =>
    ['ran_out', 'text_changed'].includes(standingOf(answers, entry, now).kind),
  ).length;
}

/** What was said, and how. */
export interface Said {
  participant_id: string;
  yes: boolean;
  present: Present;
  how: Consent['how'];
  evidence: Consent['evidence'];
  locale: Locale;
}

/** An answer ready to be kept. A no to what was agreed to is a withdrawal. */
export function answerEntry(
  entry: PurposeEntry,
  said: Said,
  standing: Standing,
  now: Date,
): Entry<'consent'> {
  const { yes, locale, ...plain } = said;
  return {
    kind: 'consent',
    id: newId(),
    body: {
      ...plain,
      purpose: entry.purpose,
      answer: yes ? 'given' : standing.kind === 'given' ? 'withdrawn' : 'refused',
      text_version: entry.version,
      text_hash: entry.text[locale].hash,
      language: locale,
      answered_at: now.toISOString(),
    },
  };
}
