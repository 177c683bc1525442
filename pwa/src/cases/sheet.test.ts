import { describe, expect, it } from 'vitest';
import { offersFor, type Sheet, withEntry, withoutEntry } from './sheet';

const offer = (id: string, kind: string) => ({
  id,
  kind,
  question: null,
  words: id,
  seen: '2026-05-04',
  sha256: null,
});
const SHEET: Sheet = {
  parts: { like: [{ words: 'a', finding_id: 'a' }], helps: [], in_the_way: [], try: [] },
  revision: 1,
  changed_at: null,
  offered: [offer('a', 'good'), offer('b', 'good'), offer('c', 'barrier')],
  recommended: [],
};

describe('a sheet', () => {
  it('offers findings of the part that do not stand there yet', () => {
    expect(offersFor(SHEET, 'like', 'good').map(({ id }) => id)).toEqual(['b']);
    expect(offersFor(SHEET, 'in_the_way', 'barrier').map(({ id }) => id)).toEqual(['c']);
    expect(offersFor(SHEET, 'helps', null)).toEqual([]);
  });

  it('takes an entry in and out without touching the other parts', () => {
    const more = withEntry(SHEET.parts, 'try', 'allein fahren', null);
    expect(more.try).toEqual([{ words: 'allein fahren', finding_id: null }]);
    expect(more.like).toBe(SHEET.parts.like);
    expect(withoutEntry(more, 'like', 0).like).toEqual([]);
    expect(SHEET.parts.try).toEqual([]);
  });
});
