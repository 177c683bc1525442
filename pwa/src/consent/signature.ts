import { base64Of } from '../store/base64';
import type { Consent } from '../store/records';

type Evidence = NonNullable<Consent['evidence']>;

export interface Point {
  x: number;
  y: number;
}

/** One stroke of the pen, in units of the sheet. */
export type Stroke = readonly Point[];

/** The sheet a signature is drawn on. */
export const SHEET = { width: 600, height: 240 } as const;
const SHORTEST = 60;
const MOST_POINTS = 4000;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The path of strokes: a dot becomes a short line, so that it shows. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes.map((stroke) => `M${shownPoints(stroke).join('L')}`).join('');
}

function shownPoints(stroke: Stroke): string[] {
  const points = stroke.map(({ x, y }) => `${round(x)} ${round(y)}`);
  const [dot] = stroke;
  return dot && stroke.length === 1 ? [...points, `${round(dot.x + 1)} ${round(dot.y)}`] : points;
}

/** How long all strokes are together. */
export function lengthOf(strokes: readonly Stroke[]): number {
  let length = 0;
  for (const stroke of strokes) {
    for (const [index, point] of stroke.entries()) {
      const before = stroke[index - 1];
      if (before) length += Math.hypot(point.x - before.x, point.y - before.y);
    }
  }
  return length;
}

/** Whether this is more than a slip: a sign is enough, it need not be a name. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  return lengthOf(strokes) >= SHORTEST;
}

/** A point within the sheet. */
export function within(point: Point): Point {
  return {
    x: Math.min(SHEET.width, Math.max(0, point.x)),
    y: Math.min(SHEET.height, Math.max(0, point.y)),
  };
}

/** Take one more point, unless the sheet is full. */
export function extended(strokes: readonly Stroke[], point: Point): Stroke[] {
  const total = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const last = strokes.at(-1);
  if (!last || total >= MOST_POINTS) return [...strokes];
  return [...strokes.slice(0, -1), [...last, within(point)]];
}

/** A drawn signature as proof: lines and nothing else, as the server wants it. */
export function drawnEvidence(strokes: readonly Stroke[]): Evidence {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SHEET.width} ${SHEET.height}">` +
    `<path fill="none" stroke="#000" stroke-width="4" d="${pathOf(strokes)}"/></svg>`;
  return { type: 'image/svg+xml', data: base64Of(new TextEncoder().encode(svg)) };
}

/** A typed name as proof. */
export function typedEvidence(name: string): Evidence {
  return { type: 'text/plain', data: base64Of(new TextEncoder().encode(name.trim())) };
}

/** A recorded voice as proof; its type is one of those the recorder was asked for. */
export function spokenEvidence(bytes: ArrayBuffer, type: 'audio/webm' | 'audio/mp4'): Evidence {
  return { type, data: base64Of(new Uint8Array(bytes)) };
}

/** A photographed paper as proof. */
export function paperEvidence(bytes: ArrayBuffer): Evidence {
  return { type: 'image/jpeg', data: base64Of(new Uint8Array(bytes)) };
}
