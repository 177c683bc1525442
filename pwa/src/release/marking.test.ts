import { describe, expect, it } from 'vitest';
import { markPlaces, redact } from './marking';

describe('names found in a text', () => {
  it('are marked where they stand', () => {
    expect(markPlaces('Mit Petra über den Bord', [[4, 9]])).toEqual([
      { text: 'Mit ', marked: false },
      { text: 'Petra', marked: true },
      { text: ' über den Bord', marked: false },
    ]);
  });

  it('are counted in characters, not in halves of an emoji', () => {
    expect(markPlaces('👍 Petra', [[2, 7]])).toEqual([
      { text: '👍 ', marked: false },
      { text: 'Petra', marked: true },
    ]);
  });

  it('may overlap and come in any order', () => {
    const places = [
      [6, 9],
      [0, 7],
    ] as const;
    expect(markPlaces('abcdefghij', places).map((stretch) => stretch.text)).toEqual([
      'abcdefg',
      'hi',
      'j',
    ]);
  });

  it('leave an omission when they are taken out', () => {
    expect(
      redact('Mit Petra und Ali', [
        [4, 9],
        [14, 17],
      ]),
    ).toBe('Mit […] und […]');
  });
});
