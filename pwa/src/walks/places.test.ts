import { expect, test } from 'vitest';
import { distance_m, nudge } from '../map/nudge';
import { readDegrees } from './places';

test.each([
  ['49,94521', 49.94521],
  [' 49.94521° ', 49.94521],
  ['-0', -0],
  ['91', null],
  ['NaN', null],
  ['4e1', null],
  ['', null],
  ['49 grad', null],
])('latitude %j is read as %s', (text, degrees) => {
  expect(readDegrees(text, 90)).toBe(degrees);
});

test('a step of five metres is five metres in every direction', () => {
  const here = [11.57, 49.94] as const;
  for (const [east, north] of [
    [5, 0],
    [-5, 0],
    [0, 5],
    [0, -5],
  ] as const) {
    expect(distance_m(here, nudge(here, east, north))).toBeCloseTo(5, 1);
  }
});
