import { expect, test } from 'vitest';
import {
  CHOOSING,
  digitsOf,
  goOn,
  grouped,
  pick,
  PIN_PICTURES,
  type PinPicture,
  scanned,
  secretOf,
  takeBack,
} from './pin';

const FOUR: PinPicture[] = ['fish', 'fish', 'moon', 'bell'];
const all = (pictures: PinPicture[], from = CHOOSING) => pictures.reduce(pick, from);

test('there are twelve different pictures', () => {
  expect(new Set(PIN_PICTURES).size).toBe(12);
});

test('the same four twice become the secret, in their order', () => {
  const again = goOn(all(FOUR));
  expect(again.secret).toBeNull();
  expect(again.now.entered).toEqual([]);
  expect(goOn(all(FOUR, again.now)).secret).toBe('fish fish moon bell');
});

test('another order is another secret, and choosing begins anew', () => {
  const other = goOn(all([...FOUR].reverse(), goOn(all(FOUR)).now));
  expect(other).toEqual({ now: { ...CHOOSING, differed: true }, secret: null });
  expect(secretOf(FOUR)).not.toBe(secretOf([...FOUR].reverse()));
});

test('three are not enough, a fifth is not taken, and the last can be taken back', () => {
  const three = all(FOUR.slice(0, 3));
  expect(goOn(three)).toEqual({ now: three, secret: null });
  expect(all([...FOUR, 'apple']).entered).toEqual(FOUR);
  expect(takeBack(all(FOUR)).entered).toEqual(FOUR.slice(0, 3));
});

test('a code counts however it was typed', () => {
  expect(digitsOf(' 1234-5678 9012 ')).toBe('123456789012');
  expect(digitsOf('12345678901234')).toBe('123456789012');
  expect(grouped('123456789')).toBe('1234 5678 9');
});

test('only our own patterns lead anywhere', () => {
  const at = (path: string) => scanned(`https://karte.example/#/${path}`);
  expect(at('pair/1234-5678-9012')).toEqual({ page: 'pair', code: '1234-5678-9012' });
  expect(at('new-pin/1234-5678-9012')?.page).toBe('new-pin');
  expect(at('invitation/1234-5678-9012')).toBeNull();
  expect(scanned('https://elsewhere.example/')).toBeNull();
});
