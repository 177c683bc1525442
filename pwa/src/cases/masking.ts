/** From and to (exclusive), in characters of the text. */
export type Span = readonly [number, number];

/** A stretch of a text: a word, or what stands between two. */
export interface Stretch {
  text: string;
  start: number;
  end: number;
  isWord: boolean;
}

export const GAP = '[…]';

/** Characters as the server counts them: one for each code point. */
const lengthOf = (text: string): number => Array.from(text).length;

/** A text cut into words and what stands between them. */
export function stretchesOf(text: string): Stretch[] {
  let at = 0;
  return text.split(/(\s+)/).flatMap((part) => {
    if (!part) return [];
    const start = at;
    at += lengthOf(part);
    return [{ text: part, start, end: at, isWord: part.trim() !== '' }];
  });
}

/** Whether a stretch lies in one of the spans, even in part. */
export function isIn(stretch: Pick<Stretch, 'start' | 'end'>, spans: readonly Span[]): boolean {
  return spans.some(([start, end]) => stretch.start < end && start < stretch.end);
}

/** Hide a word that is shown, or show one that was hidden by hand. */
export function toggled(spans: readonly Span[], word: Stretch): Span[] {
  const others = spans.filter((span) => !isIn(word, [span]));
  return others.length < spans.length ? others : [...others, [word.start, word.end]];
}

/** The text as members will read it. */
export function masked(text: string, spans: readonly Span[]): string {
  const characters = Array.from(text);
  const hidden = characters.map((_, at) => spans.some(([start, end]) => at >= start && at < end));
  return characters
    .map((character, at) => {
      if (!hidden[at]) return character;
      return hidden[at - 1] ? '' : GAP;
    })
    .join('');
}
