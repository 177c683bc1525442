import { expect, test } from 'vitest';
import { hashOf, scaledSize } from './photographs';

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [1600, 900, 1600, 900],
  [640, 480, 640, 480],
  [20_000, 2, 1600, 1],
])('%i × %i becomes %i × %i', (width, height, scaledWidth, scaledHeight) => {
  expect(scaledSize(width, height)).toEqual({ width: scaledWidth, height: scaledHeight });
});

test('bytes are named by their SHA-256', async () => {
  const bytes = new TextEncoder().encode('abc').buffer;
  expect(await hashOf(bytes)).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
