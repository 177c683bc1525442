import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelBox, meet, placeLabels, type Standing } from './labels';

const REACH = 180;
const standing = fc.record({
  x: fc.double({ min: -150, max: 150, noNaN: true }),
  y: fc.double({ min: -150, max: 150, noNaN: true }),
  width: fc.integer({ min: 12, max: 130 }),
});

function numbered(found: readonly Omit<Standing, 'id' | 'half'>[]): Standing[] {
  return found.map((one, n) => ({ ...one, id: String(n), half: 17 }));
}

test('no name covers another name or a sign, and none leaves the disc', () => {
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 60 }), (found) => {
      const people = numbered(found);
      const sides = placeLabels(people, REACH);
      const boxes = people.flatMap((one) => {
        const side = sides.get(one.id);
        return side ? [labelBox(one, side)] : [];
      });
      for (const [n, box] of boxes.entries()) {
        for (const other of boxes.slice(n + 1)) expect(meet(box, other)).toBe(false);
        expect(Math.max(-box.left, box.right, -box.top, box.bottom)).toBeLessThanOrEqual(REACH);
        for (const { x, y, half } of people) {
          const sign = { left: x - half, right: x + half, top: y - half, bottom: y + half };
          expect(meet(box, sign)).toBe(false);
        }
      }
    }),
  );
});

test('who comes first gets the room', () => {
  const people = numbered([
    { x: 0, y: 0, width: 120 },
    { x: 45, y: 0, width: 120 },
  ]);
  expect(placeLabels(people, 60)).toEqual(new Map([['0', 'below']]));
});
