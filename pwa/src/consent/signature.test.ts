import { expect, test } from 'vitest';
import { drawnEvidence, extended, isSigned, pathOf, typedEvidence, type Stroke } from './signature';

// The server's pattern: lines on a sheet and nothing else (server/consent/evidence.py).
const DRAWN =
  /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d{1,4} \d{1,4}"><path fill="none" stroke="#000" stroke-width="\d" d="[ML\d .]+"\/><\/svg>$/;

const LINE: Stroke = [
  { x: 10, y: 10 },
  { x: 90.04, y: 10 },
];

test('a drawn signature is what the server reads', () => {
  const { type, data } = drawnEvidence([LINE, [{ x: 5, y: 5 }]]);
  expect(type).toBe('image/svg+xml');
  expect(atob(data)).toMatch(DRAWN);
});

test('a dot becomes a short line', () => {
  expect(pathOf([[{ x: 5, y: 5 }]])).toBe('M5 5L6 5');
});

test('a slip is no signature, a mark is', () => {
  expect(isSigned([[{ x: 5, y: 5 }]])).toBe(false);
  expect(isSigned([LINE])).toBe(true);
});

test('the pen stays on the sheet', () => {
  expect(extended([LINE], { x: 900, y: -20 }).at(-1)?.at(-1)).toEqual({ x: 600, y: 0 });
});

test('a typed name keeps its letters', () => {
  const bytes = Uint8Array.from(atob(typedEvidence(' Müller ').data), (one) => one.charCodeAt(0));
  expect(new TextDecoder().decode(bytes)).toBe('Müller');
});
