import { afterEach, describe, expect, test, vi } from 'vitest';
import { openBytes, randomBytes, sealBytes } from './cipher';
import { DeviceDatabase } from './database';
import { Lock, MOST_FAILURES } from './lock';
import { MustWait, NoSecret, WrongSecret, WrongShare } from './refusals';
import { newId } from './uuid';

const SHARE = randomBytes(32);
const database = new DeviceDatabase();

/** Stretching is meant to be slow; here it is tried often. */
const makeLock = (accountId = newId()): Lock => new Lock(database, accountId, 1000);
const again = (lock: Lock): Lock => makeLock(lock.accountId);

async function isSameKey(one: CryptoKey, other: CryptoKey): Promise<boolean> {
  const sealed = await sealBytes(one, new Uint8Array([7]), 'here');
  const plain = await Promise.resolve(openBytes(other, sealed, 'here')).catch(() => null);
  return plain !== null && new Uint8Array(plain)[0] === 7;
}

async function fail(lock: Lock, times: number): Promise<WrongSecret> {
  let last: unknown;
  for (let n = 0; n < times; n += 1) {
    vi.setSystemTime(Date.now() + 3_600_000);
    last = await lock.unlock('wrong').catch((error: unknown) => error);
  }
  return last as WrongSecret;
}

afterEach(() => void vi.useRealTimers());
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'] });

test('a lock is made once and opens with its secret in another tab', async () => {
  const lock = makeLock();
  expect(await lock.state()).toBe('none');
  const key = await lock.create('four words that stay', 'password', SHARE);
  expect(await lock.state()).toBe('open');
  expect(await again(lock).state()).toBe('locked');
  expect(await isSameKey(key, await again(lock).unlock('four words that stay'))).toBe(true);
  await expect(lock.create('another', 'password', SHARE)).rejects.toThrow('already');
});

test('closing forgets the key', async () => {
  const lock = makeLock();
  await lock.create('secret', 'password', SHARE);
  lock.close();
  expect(lock.key).toBeNull();
  expect(await lock.state()).toBe('locked');
});

test('the key cannot be read out, nor the one of the device', async () => {
  const key = await makeLock().create('secret', 'password', SHARE);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  const kept = (await database.notes.get('device_key'))?.value as CryptoKey;
  await expect(crypto.subtle.exportKey('raw', kept)).rejects.toThrow();
});

test('copied rows open nothing without the key of the device', async () => {
  const lock = makeLock();
  await lock.create('secret', 'password', SHARE);
  const kept = (await database.notes.get('device_key'))!;
  await database.notes.delete('device_key');
  await expect(again(lock).unlock('secret')).rejects.toThrow(WrongSecret);
  await expect(again(lock).recover(SHARE)).rejects.toThrow(WrongShare);
  await database.notes.put(kept);
  expect(await again(lock).unlock('secret')).toBeTruthy();
});

test('an umlaut is the same letter however it was typed', async () => {
  const lock = makeLock();
  await lock.create('Tu\u0308r', 'password', SHARE);
  expect(await again(lock).unlock('T\u00fcr')).toBeTruthy();
});

describe('wrong secrets', () => {
  test('three are free, then each costs a longer wait', async () => {
    stopClock();
    const lock = makeLock();
    await lock.create('secret', 'pin', SHARE);
    expect(await fail(lock, 2)).toMatchObject({ left: 8, waitSeconds: 0 });
    expect(await fail(lock, 1)).toMatchObject({ left: 7, waitSeconds: 5 });
    await expect(lock.unlock('secret')).rejects.toThrow(MustWait);
    vi.setSystemTime(Date.now() + 5000);
    await lock.unlock('secret');
    expect(await fail(lock, 1)).toMatchObject({ left: 9, waitSeconds: 0 });
    expect(await fail(lock, 4)).toMatchObject({ left: 5, waitSeconds: 30 });
  });

  test('a try cut off in the middle is counted', async () => {
    const lock = makeLock();
    await lock.create('secret', 'pin', SHARE);
    void lock.unlock('wrong').catch(() => undefined);
    await vi.waitFor(async () =>
      expect((await database.locks.get(lock.accountId))?.failures).toBe(1),
    );
  });

  test('a clock put back does not make anybody wait for ever', async () => {
    stopClock();
    const lock = makeLock();
    await lock.create('secret', 'pin', SHARE);
    await fail(lock, 3);
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await lock.unlock('secret').catch((error: unknown) => error)).toMatchObject({
      waitSeconds: 5,
    });
  });

  test('after ten in a row only the share opens, and takes a new secret', async () => {
    stopClock();
    const lock = makeLock();
    const key = await lock.create('secret', 'pin', SHARE);
    expect(await fail(lock, MOST_FAILURES)).toMatchObject({ left: 0 });
    vi.setSystemTime(Date.now() + 3_600_000);
    await expect(again(lock).unlock('secret')).rejects.toThrow(NoSecret);
    expect((await database.locks.get(lock.accountId))?.by_secret).toBeNull();
    expect(await lock.kind()).toBeNull();
    expect(await isSameKey(key, await again(lock).recover(SHARE, 'new', 'pin'))).toBe(true);
    expect(await isSameKey(key, await again(lock).unlock('new'))).toBe(true);
  });
});

describe('recovery', () => {
  test('only the share of this account opens', async () => {
    const lock = makeLock();
    await lock.create('secret', 'password', SHARE);
    await expect(again(lock).recover(randomBytes(32))).rejects.toThrow(WrongShare);
    await expect(makeLock().recover(SHARE)).rejects.toThrow(WrongShare);
  });

  test('opening by the share alone leaves the secret as it was', async () => {
    const lock = makeLock();
    await lock.create('secret', 'password', SHARE);
    await again(lock).recover(SHARE);
    expect(await again(lock).unlock('secret')).toBeTruthy();
  });

  test('a new share replaces one the server has lost', async () => {
    const [lock, other] = [makeLock(), randomBytes(32)];
    const key = await lock.create('secret', 'password', SHARE);
    await again(lock).unlock('secret', other);
    expect(await isSameKey(key, await again(lock).recover(other))).toBe(true);
    await expect(again(lock).recover(SHARE)).rejects.toThrow(WrongShare);
  });

  test('without a secret, as after a passkey, only the share opens until one is set', async () => {
    const lock = makeLock();
    const key = await lock.create(null, 'password', SHARE);
    await expect(again(lock).unlock('')).rejects.toThrow(NoSecret);
    await again(lock).recover(SHARE, 'set later', 'password');
    expect(await isSameKey(key, await again(lock).unlock('set later'))).toBe(true);
  });
});

test('a changed secret opens the same, the old one no longer', async () => {
  const lock = makeLock();
  const key = await lock.create('old', 'password', SHARE);
  await expect(lock.change('guess', 'new', 'password')).rejects.toThrow(WrongSecret);
  await lock.change('old', 'new', 'password');
  await expect(again(lock).unlock('old')).rejects.toThrow(WrongSecret);
  expect(await isSameKey(key, await again(lock).unlock('new'))).toBe(true);
  expect(await isSameKey(key, await again(lock).recover(SHARE))).toBe(true);
});

test('of a destroyed lock nothing is left', async () => {
  const lock = makeLock();
  await lock.create('secret', 'password', SHARE);
  await lock.destroy();
  expect(await lock.state()).toBe('none');
  expect(await database.locks.get(lock.accountId)).toBeUndefined();
});
