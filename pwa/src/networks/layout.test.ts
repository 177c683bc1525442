import { expect, test } from 'vitest';
import { addContact } from './commands';
import { fieldAt, layOut } from './layout';
import type { Contact } from '../store/records';

const SECTORS = ['family', 'friends', 'colleagues', 'professionals'];

function placed(circle: Contact['circle'], sector: Contact['sector']): [string, Contact] {
  const [made] = addContact('map', 'person', 'A');
  if (made?.kind !== 'contact' || !made.after) throw new Error('no contact was made');
  return [made.id, { ...made.after, circle, sector }];
}

function many(count: number): Map<string, Contact> {
  return new Map(
    Array.from({ length: count }, (_, n) =>
      placed(
        (['inner', 'middle', 'outer'] as const)[n % 3] ?? 'inner',
        SECTORS[n % 4] as Contact['sector'],
      ),
    ),
  );
}

test.each([1, 5, 20, 60, 300])('everybody stands in their field, also %d of them', (count) => {
  const contacts = many(count);
  const { spots } = layOut(contacts, SECTORS);
  for (const [id, contact] of contacts) {
    const point = spots.get(id) ?? { x: 9, y: 9 };
    expect(fieldAt(point, SECTORS)).toEqual({ circle: contact.circle, sector: contact.sector });
  }
  const different = [...spots.values()].map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`);
  expect(new Set(different).size).toBe(count);
});

test('two of sixty never stand nearer than their field says', () => {
  const { spots, fields } = layOut(many(60), SECTORS);
  expect(fields).toHaveLength(12);
  for (const { ids, apart } of fields) {
    expect(apart).toBeGreaterThan(0.12);
    const here = ids.map((id) => spots.get(id) ?? { x: 0, y: 0 });
    for (const [n, one] of here.entries()) {
      for (const other of here.slice(n + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(apart - 1e-9);
      }
    }
  }
});

test('who was not placed stands outside', () => {
  const [id, contact] = placed('not_placed', null);
  const point = layOut(new Map([[id, contact]]), SECTORS).spots.get(id) ?? { x: 0, y: 0 };
  expect(Math.hypot(point.x, point.y)).toBeGreaterThan(1);
});

test('who has a ring and no area yet stands in the ring, and beside nobody else', () => {
  const contacts = new Map(Array.from({ length: 9 }, () => placed('middle', null)));
  const points = [...layOut(contacts, SECTORS).spots.values()];
  for (const point of points) expect(fieldAt(point, SECTORS).circle).toBe('middle');
  expect(new Set(points.map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`)).size).toBe(9);
});

test('an exact place keeps its ring and its direction', () => {
  const [id, contact] = placed('middle', 'friends');
  const exact = { ...contact, angle: 135, distance: 50 };
  const point = layOut(new Map([[id, exact]]), SECTORS).spots.get(id) ?? { x: 0, y: 0 };
  expect(fieldAt(point, SECTORS)).toEqual({ circle: 'middle', sector: 'friends' });
  expect(point.x).toBeCloseTo(point.y);
});

test('the same person stands in the same place of a field on every map', () => {
  const first = many(20);
  const second = new Map(
    [...first].toReversed().map(([, one], n) => [`other ${n}`, { ...one, map_id: 'later' }]),
  );
  const [before, after] = [layOut(first, SECTORS).spots, layOut(second, SECTORS).spots];
  for (const [id, one] of first) {
    const [again] = [...second].find(([, other]) => other.contact_id === one.contact_id) ?? [''];
    expect(after.get(again)).toEqual(before.get(id));
  }
});
