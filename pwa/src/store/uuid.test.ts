import { expect, test } from 'vitest';
import { newId } from './uuid';

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id is a UUID of version 7', () => {
  for (let i = 0; i < 1000; i += 1) expect(newId()).toMatch(SHAPE);
});

test('ids made later sort later, also within one millisecond', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id carries its time', () => {
  const now = Date.UTC(2040, 0, 1);
  expect(Number.parseInt(newId(now).replace('-', '').slice(0, 12), 16)).toBe(now);
});

test('a clock that goes back does not make an id sort earlier', () => {
  const later = newId(Date.UTC(2041, 0, 1));
  expect(newId(Date.UTC(2040, 0, 1)) > later).toBe(true);
});
