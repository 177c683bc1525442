import { expect, test } from 'vitest';
import { addContact } from './commands';
import { fieldAt, positions } from './layout';
import type { Contact } from '../store/records';

const SECTORS = ['family', 'friends', 'colleagues', 'professionals'];

function placed(circle: Contact['circle'], sector: Contact['sector']): [string, Contact] {
  const [made] = addContact('map', 'person', 'A');
  if (made?.kind !== 'contact' || !made.after) throw new Error('no contact was made');
  return [made.id, { ...made.after, circle, sector }];
}

test('everybody stands in the field where they were put, also sixty of them', () => {
  const contacts = new Map<string, Contact>();
  for (let n = 0; n < 60; n += 1) {
    const circle = (['inner', 'middle', 'outer'] as const)[n % 3] ?? 'inner';
    const [id, contact] = placed(circle, SECTORS[n % 4] as Contact['sector']);
    contacts.set(id, contact);
  }
  const found = positions(contacts, SECTORS);
  for (const [id, contact] of contacts) {
    const point = found.get(id) ?? { x: 9, y: 9 };
    expect(fieldAt(point, SECTORS)).toEqual({ circle: contact.circle, sector: contact.sector });
  }
  const spots = [...found.values()].map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`);
  expect(new Set(spots).size).toBe(60);
});

test('who was not placed stands outside', () => {
  const [id, contact] = placed('not_placed', null);
  const point = positions(new Map([[id, contact]]), SECTORS).get(id) ?? { x: 0, y: 0 };
  expect(Math.hypot(point.x, point.y)).toBeGreaterThan(1);
});
