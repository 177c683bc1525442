import { expect, test } from 'vitest';
import { MustWait, NoSecret, WrongSecret } from '../store/refusals';
import { closedBy, secondsLeft } from './waiting';

test('a wrong try is told with what is left, and counts the seconds down', () => {
  const closed = closedBy(new WrongSecret(6, 15), 1_000);
  expect(closed).toEqual({ kind: 'wrong', left: 6, until: 16_000 });
  expect(secondsLeft(closed, 1_000)).toBe(15);
  expect(secondsLeft(closed, 15_999)).toBe(1);
  expect(secondsLeft(closed, 16_000)).toBe(0);
});

test('whoever tries while waiting only learns how long', () => {
  expect(secondsLeft(closedBy(new MustWait(30), 0), 0)).toBe(30);
});

test('after the last try the pictures open no more', () => {
  expect(closedBy(new WrongSecret(0, 0), 0)).toEqual({ kind: 'stopped' });
  expect(closedBy(new NoSecret(), 0)).toEqual({ kind: 'stopped' });
});

test('anything else is not the lock’s to say', () => {
  expect(closedBy(new Error('disk'), 0)).toBeNull();
});
