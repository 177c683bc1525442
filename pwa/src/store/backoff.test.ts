import { expect, test } from 'vitest';
import { LONGEST_MS, LONGEST_WATCHED_MS, waitAfter } from './backoff';

test('waiting doubles and never exceeds five minutes', () => {
  const waits = [1, 2, 3, 4, 20].map((failures) => waitAfter(failures, LONGEST_MS, 1));
  expect(waits).toEqual([4000, 8000, 16_000, 32_000, 300_000]);
});

test('while somebody looks at what waits, it never exceeds a quarter of a minute', () => {
  expect(waitAfter(20, LONGEST_WATCHED_MS, 1)).toBe(15_000);
});

test('phones that failed together come back apart', () => {
  expect(waitAfter(3, LONGEST_MS, 0)).toBe(8000);
  expect(waitAfter(3, LONGEST_MS, 0.5)).toBe(12_000);
});
