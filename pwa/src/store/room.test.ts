import { expect, test } from 'vitest';
import { demandRoom, levelOf, measure, NoRoom, orNoRoom, RESERVE_BYTES, TIGHT_BYTES } from './room';

const browser = (quota: number, usage: number) => ({
  estimate: () => Promise.resolve({ quota, usage }),
});

test.each([
  [TIGHT_BYTES, 'ample'],
  [TIGHT_BYTES - 1, 'tight'],
  [RESERVE_BYTES, 'tight'],
  [RESERVE_BYTES - 1, 'full'],
  [0, 'full'],
] as const)('with %i bytes free it is %s', (free, level) => {
  expect(levelOf({ used: 1, free })).toBe(level);
});

test('a photograph that would leave too little room for words is turned away', async () => {
  const space = browser(RESERVE_BYTES + 1000, 0);
  await expect(demandRoom(1000, space)).resolves.toBeUndefined();
  await expect(demandRoom(1001, space)).rejects.toThrow(NoRoom);
});

test('a browser that does not say how much there is stops nobody', async () => {
  expect(await measure({})).toBeNull();
  await expect(demandRoom(1e9, {})).resolves.toBeUndefined();
});

test('a quota that is used up is told in our own word, also from inside an aborted transaction', async () => {
  const inner = new DOMException('', 'QuotaExceededError');
  const aborted = Object.assign(new Error('AbortError'), { name: 'AbortError', inner });
  await expect(orNoRoom(() => Promise.reject(aborted))).rejects.toThrow(NoRoom);
  await expect(orNoRoom(() => Promise.reject(new Error('else')))).rejects.toThrow('else');
});
