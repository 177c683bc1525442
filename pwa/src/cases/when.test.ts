import { expect, it } from 'vitest';
import { fieldOf, momentOf } from './when';

it('a date and time comes back as the same moment', () => {
  const moment = '2026-12-08T10:05:00.000Z';
  expect(momentOf(fieldOf(moment))).toBe(moment);
});

it('no date stays no date', () => {
  expect(fieldOf(null)).toBe('');
  expect(momentOf('')).toBeNull();
});
