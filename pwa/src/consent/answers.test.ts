import { describe, expect, test } from 'vitest';
import type { Consent, Kept } from '../store/records';
import {
  answerEntry,
  missingFirst,
  monthsLater,
  nextOpen,
  standingOf,
  toAskAgain,
} from './answers';
import { consents, entryOf, type PurposeEntry } from './texts';

const NOW = new Date('2026-05-10T12:00:00Z');
const entries = consents.purposes;

function entry(purpose: Consent['purpose']): PurposeEntry {
  const found = entryOf(purpose);
  if (!found) throw new Error(purpose);
  return found;
}

function kept(change: Partial<Consent>): Kept<'consent'> {
  const purpose = change.purpose ?? 'keep_maps';
  const body: Consent = {
    participant_id: 'p',
    purpose,
    answer: 'given',
    text_version: 1,
    text_hash: entry(purpose).text['de-simple'].hash,
    language: 'de-simple',
    how: 'tapped',
    present: 'alone',
    answered_at: '2026-05-01T08:00:00Z',
    evidence: null,
    ...change,
  };
  return {
    id: crypto.randomUUID(),
    kind: 'consent',
    body,
    parent: 'p',
    revision: null,
    changed_at: body.answered_at,
    removed: false,
    overridden: [],
  };
}

const standing = (answers: Kept<'consent'>[], purpose: Consent['purpose'] = 'keep_maps') =>
  standingOf(answers, entry(purpose), NOW).kind;

describe('how somebody stands to a purpose', () => {
  test('nobody who was not asked has answered', () => {
    expect(standing([])).toBe('open');
  });

  test('the latest answer counts, in whatever order they are kept', () => {
    const no = kept({ answer: 'withdrawn', answered_at: '2026-05-02T08:00:00Z' });
    expect(standing([no, kept({})])).toBe('withdrawn');
    expect(standing([kept({}), no])).toBe('withdrawn');
    expect(standing([no, kept({ answered_at: '2026-05-03T08:00:00Z' })])).toBe('given');
  });

  test('of a yes and a no at the same moment it is the no', () => {
    expect(standing([kept({}), kept({ answer: 'refused' })])).toBe('refused');
  });

  test('a yes runs out', () => {
    expect(standing([kept({ answered_at: '2024-05-10T11:00:00Z' })])).toBe('ran_out');
    expect(standing([kept({ answered_at: '2024-05-11T11:00:00Z' })])).toBe('given');
  });

  test('a yes to another text is asked again', () => {
    expect(standing([kept({ text_hash: '0'.repeat(64) })])).toBe('text_changed');
  });

  test('what rests on keeping ends with it, and does not come back with it', () => {
    const words = kept({ purpose: 'release_words', answered_at: '2026-05-02T08:00:00Z' });
    const no = kept({ answer: 'withdrawn', answered_at: '2026-05-03T08:00:00Z' });
    const again = kept({ answered_at: '2026-05-04T08:00:00Z' });
    expect(standing([kept({}), words], 'release_words')).toBe('given');
    expect(standing([kept({}), words, no], 'release_words')).toBe('ended');
    expect(standing([kept({}), words, no, again], 'release_words')).toBe('ended');
  });
});

describe('asking', () => {
  test('what ran out or changed is asked again, a no is not', () => {
    const old = kept({ answered_at: '2024-05-10T11:00:00Z' });
    const no = kept({ purpose: 'tell_me', answer: 'refused' });
    const changed = kept({ purpose: 'safe_numbers', text_hash: '0'.repeat(64) });
    expect(toAskAgain([old, no], entries, NOW)).toBe(1);
    expect(toAskAgain([old, no, changed], entries, NOW)).toBe(2);
    expect(toAskAgain([], entries, NOW)).toBe(0);
  });

  test('keeping is asked first', () => {
    expect(missingFirst([], entry('tell_me'), entries, NOW)?.purpose).toBe('keep_maps');
    expect(missingFirst([kept({})], entry('tell_me'), entries, NOW)).toBeUndefined();
    expect(missingFirst([], entry('keep_maps'), entries, NOW)).toBeUndefined();
  });

  test('the next question is one without an answer, and there is an end', () => {
    const answers = [kept({}), kept({ purpose: 'case_consultation', answer: 'refused' })];
    expect(nextOpen(answers, entries, 'keep_maps', NOW)?.purpose).toBe('safe_numbers');
    expect(nextOpen(answers, entries, 'tell_me', NOW)).toBeUndefined();
    expect(nextOpen([], entries, 'keep_maps', NOW)).toBeUndefined();
  });

  test('a no to what was agreed to is a withdrawal', () => {
    const said = {
      participant_id: 'p',
      yes: false,
      present: 'alone',
      how: 'tapped',
      evidence: null,
      locale: 'de-simple',
    } as const;
    const asked = entry('tell_me');
    const given = { kind: 'given', at: '2026-05-01T08:00:00Z', until: NOW } as const;
    expect(answerEntry(asked, said, given, NOW).body.answer).toBe('withdrawn');
    const first = answerEntry(asked, said, { kind: 'open' }, NOW).body;
    expect(first.answer).toBe('refused');
    expect(first.text_hash).toBe(asked.text['de-simple'].hash);
  });
});

test('days a month lacks become its 28th', () => {
  expect(monthsLater(new Date('2025-08-31T08:00:00Z'), 6).toISOString()).toBe(
    '2026-02-28T08:00:00.000Z',
  );
});
