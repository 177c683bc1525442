import { expect, test } from 'vitest';
import { holdsPhotographs, isMetered, USUAL } from './sending';

test.each([
  [undefined, false],
  [{}, false],
  [{ type: 'wifi' }, false],
  [{ type: 'cellular' }, true],
  [{ type: 'wifi', saveData: true }, true],
])('the network %j costs by the megabyte: %s', (connection, metered) => {
  expect(isMetered(connection)).toBe(metered);
});

test('photographs only wait where somebody wants it so', () => {
  const mobile = { type: 'cellular' };
  expect(holdsPhotographs(USUAL, mobile)).toBe(false);
  expect(holdsPhotographs({ ...USUAL, photographsOnWifi: true }, mobile)).toBe(true);
  expect(holdsPhotographs({ ...USUAL, photographsOnWifi: true }, undefined)).toBe(false);
});
