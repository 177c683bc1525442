import { expect, test } from 'vitest';
import { OtherAccount } from './carrying';
import { importKey, randomBytes } from './cipher';
import { makeCode, NoParcel, pack, ParcelClosed, unpack, wayOf, type FileKey } from './parcel';
import type { Photograph } from './records';
import { Store } from './store';
import { runSync } from './sync-run';
import { entry, FakeServer, makeFinding, makeStore, verdict } from './testing';
import { newId } from './uuid';

const SHA256 = 'd'.repeat(64);
const SHARE: FileKey = { way: 'account', share: randomBytes(32) };

/** The same account on another phone: another key, another database. */
async function otherPhone(store: Store): Promise<Store> {
  const other = new Store(newId(), await importKey(randomBytes(32)));
  Object.defineProperty(other, 'accountId', { value: store.accountId });
  return other;
}

async function fill(store: Store): Promise<{ finding: string; picture: string }> {
  const [finding, picture] = [newId(), newId()];
  const bytes = new TextEncoder().encode('Pixelwort').buffer;
  await store.keepMedia({ sha256: SHA256, bytes, type: 'image/jpeg' });
  const body: Photograph = {
    finding_id: finding,
    sha256: SHA256,
    type: 'image/jpeg',
    size_bytes: 9,
    taken_at: null,
    description: 'eine Kante',
  };
  await store.keep([entry(finding, 'Wackelpflaster'), { kind: 'photograph', id: picture, body }]);
  await store.saveDraft({ id: newId(), kind: 'finding', walk_id: null, input: 'halbes Wort' });
  return { finding, picture };
}

const run = (store: Store, server: FakeServer) =>
  runSync({
    database: store.database,
    accountId: store.accountId,
    deviceId: newId(),
    credential: () => Promise.resolve(undefined),
    send: server.send,
  });

test('a file says nothing to whoever finds it', async () => {
  const store = makeStore();
  await fill(store);
  const file = await pack(await store.unsent(), SHARE);
  const text = Buffer.from(await file.arrayBuffer()).toString('latin1');
  for (const word of ['Wackelpflaster', 'eine Kante', 'Pixelwort', 'halbes Wort', store.accountId])
    expect(text).not.toContain(word);
});

test('what was read back on another phone arrives once, whoever sends it', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.signedIn = store.accountId;
  const { finding } = await fill(store);
  const file = await pack(await store.unsent(), SHARE);
  const other = await otherPhone(store);
  expect(await other.takeIn(await unpack(file, SHARE))).toBe(2);
  expect(await other.takeIn(await unpack(file, SHARE))).toBe(0);
  expect((await other.get('finding', finding))?.body.note).toBe('Wackelpflaster');
  expect(await other.drafts('finding')).toHaveLength(1);
  const put = (record_id: string, body: unknown) => ({
    kind: 'finding',
    record_id,
    action: 'put' as const,
    revision: newId(),
    body: body as Record<string, unknown>,
  });
  server.changes = { changes: [put(finding, makeFinding('x'))], cursor: '1', more: false };
  expect(await run(other, server)).toBe('ok');
  expect(server.operations.size).toBe(2);
  expect(server.confirmed.has(SHA256)).toBe(true);
  const ids = [...server.operations.keys()];
  expect(await run(store, server)).toBe('ok');
  expect([...server.operations.keys()]).toEqual(ids);
  expect(await store.counts()).toMatchObject({ unsent: 0, refused: 0, media: 0 });
});

test('what is here is never overwritten by what a file brings', async () => {
  const store = makeStore();
  const { finding } = await fill(store);
  const file = await pack(await store.unsent(), SHARE);
  await store.keep([entry(finding, 'neuere Worte')]);
  await store.takeIn(await unpack(file, SHARE));
  expect((await store.get('finding', finding))?.body.note).toBe('neuere Worte');
  expect(await store.drafts('finding')).toHaveLength(1);
});

test('what was erased for good does not come back out of a file', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.signedIn = store.accountId;
  const { finding } = await fill(store);
  const file = await pack(await store.unsent(), SHARE);
  const other = await otherPhone(store);
  await other.takeIn(await unpack(file, SHARE));
  // Sent from the first phone long ago, and erased since: a pull from the beginning knows nothing of it.
  server.judge = (operation) => verdict(operation, { verdict: 'repeated' });
  expect(await run(other, server)).toBe('ok');
  expect(await other.get('finding', finding)).toBeUndefined();
  expect(await other.photographBytes(SHA256)).toBeUndefined();
});

test('another account, another code and half a file are told apart', async () => {
  const store = makeStore();
  await fill(store);
  const unsent = await store.unsent();
  const file = await pack(unsent, SHARE);
  await expect(unpack(file, { way: 'account', share: randomBytes(32) })).rejects.toThrow(
    ParcelClosed,
  );
  await expect(unpack(file.slice(0, file.size - 1), SHARE)).rejects.toThrow(NoParcel);
  await expect(wayOf(new Blob(['hello']))).rejects.toThrow(NoParcel);
  const code = makeCode();
  expect(code).toMatch(/^(\d{4} ){5}\d{4}$/);
  const coded = await pack(unsent, { way: 'code', code });
  expect(await wayOf(coded)).toBe('code');
  expect(
    (await unpack(coded, { way: 'code', code: code.replaceAll(' ', '') })).outbox,
  ).toHaveLength(2);
  await expect(unpack(coded, { way: 'code', code: makeCode() })).rejects.toThrow(ParcelClosed);
  await expect(makeStore().takeIn(unsent)).rejects.toThrow(OtherAccount);
});
