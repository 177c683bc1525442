import type { Contact } from '../store/records';

/** The outer edges of the three rings; the inner ones have more room than equal widths would give. */
export const RINGS = { inner: 0.52, middle: 0.78, outer: 1 } as const;
export type Ring = keyof typeof RINGS;
const MIDDLES: Readonly<Record<string, number>> = { inner: 0.38, middle: 0.65, outer: 0.89 };
/** Who was not placed stands at the very edge. */
const UNPLACED = 1.08;
const TURN = 2 * Math.PI;
/** Neighbours in one field step in and out by turns, so that their names do not collide. */
const STAGGER = { inner: 0.07, other: 0.05 } as const;

/** A point from -1 to 1, y downward. */
export interface Point {
  x: number;
  y: number;
}

function at(angle: number, radius: number): Point {
  return { x: Math.cos(angle) * radius, y: -Math.sin(angle) * radius };
}

/** Where everybody stands: spread over their field of ring and area, in a steady order. */
export function positions(
  contacts: ReadonlyMap<string, Contact>,
  sectors: readonly string[],
): Map<string, Point> {
  const fields = new Map<string, string[]>();
  for (const [id, { circle, sector }] of contacts) {
    const field = `${sector ?? ''} ${circle}`;
    fields.set(field, [...(fields.get(field) ?? []), id]);
  }
  const found = new Map<string, Point>();
  for (const ids of fields.values()) {
    for (const [n, id] of ids.toSorted().entries()) {
      const contact = contacts.get(id);
      if (contact) found.set(id, spot(contact, n, ids.length, sectors));
    }
  }
  return found;
}

function spot(contact: Contact, n: number, of: number, sectors: readonly string[]): Point {
  const index = sectors.indexOf(contact.sector ?? '');
  const width = index < 0 ? TURN : TURN / sectors.length;
  const start = index < 0 ? TURN / 8 : index * width;
  const middle = MIDDLES[contact.circle] ?? UNPLACED;
  const step = contact.circle === 'inner' ? STAGGER.inner : STAGGER.other;
  const stagger = of > 1 ? (n % 2 === 1 ? step : -step) : 0;
  return at(start + ((n + 0.5) * width) / of, middle + stagger);
}

/** The field of ring and area at a point. */
export function fieldAt(
  { x, y }: Point,
  sectors: readonly string[],
): { circle: Ring; sector: Contact['sector'] } {
  const radius = Math.hypot(x, y);
  const circle = radius < RINGS.inner ? 'inner' : radius < RINGS.middle ? 'middle' : 'outer';
  const angle = (Math.atan2(-y, x) + TURN) % TURN;
  const index = Math.min(Math.floor((angle / TURN) * sectors.length), sectors.length - 1);
  return { circle, sector: (sectors[index] ?? null) as Contact['sector'] };
}

/** Where the number of an area stands: outside, in its middle. */
export function besideArea(index: number, of: number): Point {
  return at(((index + 0.5) / of) * TURN, 1.1);
}

/** The path of one area of a disc, as SVG. */
export function wedge(index: number, of: number, radius: number): string {
  const [from, to] = [at((index / of) * TURN, radius), at(((index + 1) / of) * TURN, radius)];
  return `M0 0L${from.x} ${from.y}A${radius} ${radius} 0 0 0 ${to.x} ${to.y}Z`;
}
