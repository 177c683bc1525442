import { expect, test } from 'vitest';
import { CHUNK_BYTES, chunksOf } from './maps';

test('a range within one slice touches one slice', () => {
  expect(chunksOf(10, 100)).toEqual({ first: 0, last: 0 });
  expect(chunksOf(CHUNK_BYTES, CHUNK_BYTES)).toEqual({ first: 1, last: 1 });
});

test('a range across a border touches both sides', () => {
  expect(chunksOf(CHUNK_BYTES - 1, 2)).toEqual({ first: 0, last: 1 });
});
