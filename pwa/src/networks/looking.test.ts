import { expect, test } from 'vitest';
import { CLOSEST, Looking } from './looking.svelte';

test('what two fingers hold stays between them', () => {
  const looking = new Looking();
  const held = { x: 0.4, y: -0.3 };
  const onScreen = () => (held.x - looking.middle.x) * looking.zoom;
  const before = onScreen();
  looking.to(2, held);
  expect(onScreen()).toBeCloseTo(before);
  looking.to(3.5, held);
  expect(onScreen()).toBeCloseTo(before);
});

test('nobody looks beside the map, and all of it is one step away', () => {
  const looking = new Looking();
  looking.to(99);
  expect(looking.zoom).toBe(CLOSEST);
  looking.shift(-50, 50);
  expect(Math.max(Math.abs(looking.middle.x), Math.abs(looking.middle.y))).toBeLessThan(1.2);
  looking.whole();
  expect([looking.zoom, looking.middle]).toEqual([1, { x: 0, y: 0 }]);
});

test('a group is looked at so near that each of it can be tapped', () => {
  const looking = new Looking();
  looking.fill(
    [
      { x: 0.5, y: 0.5 },
      { x: 0.6, y: 0.5 },
    ],
    0.1,
  );
  expect(looking.zoom).toBeGreaterThan(3);
  expect(looking.middle.x).toBeCloseTo(0.55);
});
