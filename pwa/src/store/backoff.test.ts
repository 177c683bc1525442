import { expect, test } from 'vitest';
import { waitAfter } from './backoff';

test('waiting doubles and never exceeds five minutes', () => {
  const waits = [1, 2, 3, 4, 20].map((failures) => waitAfter(failures, 1));
  expect(waits).toEqual([4000, 8000, 16_000, 32_000, 300_000]);
});

test('phones that failed together come back apart', () => {
  expect(waitAfter(3, 0)).toBe(8000);
  expect(waitAfter(3, 0.5)).toBe(12_000);
});
