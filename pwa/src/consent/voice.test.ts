import { expect, test } from 'vitest';
import { clock, loudness, wayOfRecording } from './voice';

test('the smaller way of recording comes first, and there may be none', () => {
  expect(wayOfRecording(() => true)?.type).toBe('audio/webm');
  expect(wayOfRecording((mime) => mime === 'audio/mp4')?.type).toBe('audio/mp4');
  expect(wayOfRecording(() => false)).toBeUndefined();
});

test('silence is nothing, a voice is seen, and nothing is louder than the loudest', () => {
  expect(loudness(new Uint8Array(64).fill(128))).toBe(0);
  expect(
    loudness(Uint8Array.from({ length: 64 }, (_, at) => (at % 2 ? 140 : 116))),
  ).toBeGreaterThan(0.25);
  expect(loudness(new Uint8Array(64))).toBe(1);
  expect(loudness(new Uint8Array())).toBe(0);
});

test('time is shown as on a clock', () => {
  expect([0, 7.9, 59.99, 60].map(clock)).toEqual(['0:00', '0:07', '0:59', '1:00']);
});
