import { describe, expect, it } from 'vitest';
import { isIn, masked, stretchesOf, toggled } from './masking';

const TEXT = 'Ich warte, bis Amira kommt.';

describe('a text that is masked', () => {
  it('falls into words with their places', () => {
    const words = stretchesOf(TEXT).filter((stretch) => stretch.isWord);
    expect(words.map((word) => word.text)).toEqual(['Ich', 'warte,', 'bis', 'Amira', 'kommt.']);
    expect(words[3]).toMatchObject({ start: 15, end: 20 });
  });

  it('counts characters as the server does, also beyond the first plane', () => {
    const [, , word] = stretchesOf('🚌 Amira');
    expect(word).toMatchObject({ text: 'Amira', start: 2, end: 7 });
    expect(masked('🚌 Amira', [[2, 7]])).toBe('🚌 […]');
  });

  it('hides a word by hand and shows it again', () => {
    const word = stretchesOf(TEXT).find(({ text }) => text === 'bis');
    if (!word) throw new Error('the word is there');
    const hidden = toggled([], word);
    expect(masked(TEXT, hidden)).toBe('Ich warte, […] Amira kommt.');
    expect(toggled(hidden, word)).toEqual([]);
  });

  it('has one gap where spans touch', () => {
    expect(
      masked(TEXT, [
        [11, 15],
        [15, 20],
      ]),
    ).toBe('Ich warte, […] kommt.');
  });

  it('knows a word that a name lies in only in part', () => {
    expect(isIn({ start: 0, end: 6 }, [[0, 5]])).toBe(true);
    expect(isIn({ start: 0, end: 6 }, [[6, 9]])).toBe(false);
  });
});
