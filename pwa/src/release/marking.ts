/** A stretch of text, marked or not. */
export interface Stretch {
  text: string;
  marked: boolean;
}

/**
 * Cut a text at the places found in it. Places count characters as the server does (code points), so an
 * emoji before a name moves nothing.
 */
export function markPlaces(
  text: string,
  places: readonly (readonly [number, number])[],
): Stretch[] {
  const characters = Array.from(text);
  const stretches: Stretch[] = [];
  let at = 0;
  for (const [from, to] of [...places].sort((one, other) => one[0] - other[0])) {
    if (from > at) stretches.push({ text: characters.slice(at, from).join(''), marked: false });
    const end = Math.max(at, to);
    stretches.push({ text: characters.slice(Math.max(at, from), end).join(''), marked: true });
    at = end;
  }
  if (at < characters.length)
    stretches.push({ text: characters.slice(at).join(''), marked: false });
  return stretches.filter((stretch) => stretch.text !== '');
}

/** Take the marked places out; what was left out is shown as […], as quotes do. */
export function redact(text: string, places: readonly (readonly [number, number])[]): string {
  return markPlaces(text, places)
    .map((stretch) => (stretch.marked ? '[…]' : stretch.text))
    .join('');
}
