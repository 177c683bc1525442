import type { Contact } from '../store/records';

/** The outer edges of the three rings; the inner ones have more room than equal widths would give. */
export const RINGS = { inner: 0.52, middle: 0.78, outer: 1 } as const;
export type Ring = keyof typeof RINGS;
/** Between which radii people stand in a ring; in the very middle stands the person. */
const BANDS: Readonly<Record<string, readonly [number, number]>> = {
  inner: [0.16, RINGS.inner],
  middle: [RINGS.inner, RINGS.middle],
  outer: [RINGS.middle, RINGS.outer],
};
/** Who was not placed stands at the very edge. */
const EDGE = [1.02, 1.14] as const;
const TURN = 2 * Math.PI;
const MOST_ROWS = 7;
/** easyNWK's rings and ours: an exact place keeps its ring. */
const EXACT = [
  [0, 0],
  [100 / 3, RINGS.inner],
  [200 / 3, RINGS.middle],
  [100, RINGS.outer],
  [200, 1.14],
] as const;

/** A point from -1 to 1, y downward. */
export interface Point {
  x: number;
  y: number;
}

/** People in one field of ring and area, and how far the nearest two stand apart. */
export interface FieldOfMap {
  key: string;
  circle: Contact['circle'];
  sector: Contact['sector'];
  ids: string[];
  middle: Point;
  apart: number;
}

export interface Layout {
  spots: ReadonlyMap<string, Point>;
  fields: readonly FieldOfMap[];
}

function at(angle: number, radius: number): Point {
  return { x: Math.cos(angle) * radius, y: -Math.sin(angle) * radius };
}

/** Where everybody stands: as exactly as was said, else spread over their field, in a steady order. */
export function layOut(contacts: ReadonlyMap<string, Contact>, sectors: readonly string[]): Layout {
  const spots = new Map<string, Point>();
  const fields: FieldOfMap[] = [];
  for (const [key, people] of byField(contacts)) {
    const [first] = people;
    if (!first) continue;
    const { circle, sector } = first[1];
    for (const [id, spot] of spread(people, sectors)) spots.set(id, spot);
    const ids = people.map(([id]) => id);
    const here = ids.map((id) => spots.get(id) ?? at(0, 0));
    const [from, to] = BANDS[circle] ?? EDGE;
    // Whoever stands in the next ring is as near as the rows of this one, at least.
    const apart = Math.min(nearest(here), to - from);
    fields.push({ key, circle, sector, ids, middle: middleOf(here), apart });
  }
  return { spots, fields };
}

/** Where the people of one field stand. */
function spread(
  people: readonly [string, Contact][],
  sectors: readonly string[],
): [string, Point][] {
  const [circle, sector] = [people[0]?.[1].circle ?? '', people[0]?.[1].sector ?? ''];
  const band = BANDS[circle] ?? EDGE;
  const index = sectors.indexOf(sector);
  const width = TURN / sectors.length;
  const free = people.filter(([, one]) => !isExact(one));
  const made =
    index < 0
      ? onBorders(free.length, sectors.length, band)
      : inRows(free.length, index * width, width, band);
  return [
    ...free.map(([id], n): [string, Point] => [id, made[n] ?? at(0, band[0])]),
    ...people
      .filter(([, one]) => isExact(one))
      .map(([id, one]): [string, Point] => [id, exactly(one)]),
  ];
}

/** Who stands in which field; the same person comes in the same place on every map. */
function byField(contacts: ReadonlyMap<string, Contact>): Map<string, [string, Contact][]> {
  const fields = new Map<string, [string, Contact][]>();
  const inOrder = [...contacts].toSorted(
    ([, a], [, b]) => a.contact_id.localeCompare(b.contact_id) || a.map_id.localeCompare(b.map_id),
  );
  for (const entry of inOrder) {
    const key = `${entry[1].sector ?? ''} ${entry[1].circle}`;
    const field = fields.get(key);
    if (field) field.push(entry);
    else fields.set(key, [entry]);
  }
  return fields;
}

function isExact({ angle, distance }: Contact): boolean {
  return typeof angle === 'number' && typeof distance === 'number';
}

function exactly({ angle, distance }: Contact): Point {
  const far = distance ?? 0;
  const next = EXACT.findIndex(([theirs]) => theirs >= far);
  const [to, radius] = EXACT[Math.max(next, 1)] ?? EXACT[4];
  const [from, inside] = EXACT[Math.max(next - 1, 0)] ?? EXACT[0];
  const share = (far - from) / (to - from);
  // Nobody stands on the person in the middle.
  return at(((angle ?? 0) * Math.PI) / 180, Math.max(inside + share * (radius - inside), 0.2));
}

/** Who belongs to no area yet stands on the borders between the areas. */
function onBorders(count: number, areas: number, [from, to]: readonly [number, number]): Point[] {
  return Array.from({ length: count }, (_, n) => {
    const step = Math.ceil(Math.floor(n / areas) / 2) * (n % (2 * areas) < areas ? 1 : -1);
    return at(((n % areas) / areas) * TURN + step * 0.14, (from + to) / 2);
  });
}

/** Rows along the ring, as many as keep people farthest apart. */
function inRows(
  count: number,
  start: number,
  width: number,
  band: readonly [number, number],
): Point[] {
  let best: Point[] = [];
  let widest = -1;
  for (let rows = 1; rows <= Math.min(MOST_ROWS, count); rows += 1) {
    const made = rowsOf(count, rows, start, width, band);
    const apart = Math.min(nearest(made), (band[1] - band[0]) / rows);
    if (apart > widest) [best, widest] = [made, apart];
  }
  return best;
}

function rowsOf(
  count: number,
  rows: number,
  start: number,
  width: number,
  [from, to]: readonly [number, number],
): Point[] {
  const radii = Array.from({ length: rows }, (_, row) => from + ((to - from) * (row + 0.5)) / rows);
  const total = radii.reduce((sum, radius) => sum + radius, 0);
  const made: Point[] = [];
  let before = 0;
  let sum = 0;
  for (const radius of radii) {
    sum += radius;
    const upTo = Math.round((count * sum) / total);
    for (let n = before; n < upTo; n += 1) {
      made.push(at(start + ((n - before + 0.5) * width) / (upTo - before), radius));
    }
    before = upTo;
  }
  return made;
}

function nearest(points: readonly Point[]): number {
  let apart = Infinity;
  for (const [n, one] of points.entries()) {
    for (const other of points.slice(n + 1)) {
      apart = Math.min(apart, Math.hypot(one.x - other.x, one.y - other.y));
    }
  }
  return apart;
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
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

/** The edge of a sign in CSS pixels, as large as the nearest two allow; `unit` is one unit of the map. */
export function signSize(fields: readonly FieldOfMap[], unit: number): number {
  const apart = Math.min(...fields.map((field) => field.apart), 1);
  return Math.round(Math.min(Math.max(apart * unit * 1.2, 28), 46));
}
