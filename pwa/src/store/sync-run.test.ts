import { expect, test } from 'vitest';
import type { Store } from './store';
import { runSync } from './sync-run';
import { ACCOUNT, entry, FakeServer, makeFinding, makeStore, verdict } from './testing';
import { newId } from './uuid';
import type { Reach } from './wire';

const run = (store: Store, server: FakeServer): Promise<Reach> =>
  runSync({
    database: store.database,
    accountId: ACCOUNT,
    deviceId: newId(),
    credential: () => Promise.resolve(undefined),
    send: server.send,
  });

test('what is kept arrives once', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  await store.keep([entry(newId(), 'a bench'), entry(newId(), 'a kerb')]);
  expect(await run(store, server)).toBe('ok');
  expect(server.operations.size).toBe(2);
  expect(await store.outbox()).toHaveLength(0);
});

test('an answer lost on its way back does no harm: the same operation is sent again', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.losesAnswer = true;
  await store.keep([entry(newId(), 'a bench')]);
  expect(await run(store, server)).toBe('unreachable');
  expect(await store.outbox()).toHaveLength(1);
  expect(await run(store, server)).toBe('ok');
  expect(server.operations.size).toBe(1);
  expect(server.pushes).toBe(2);
  expect(await store.outbox()).toHaveLength(0);
});

test('a captive portal is not mistaken for the server', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.portal = true;
  await store.keep([entry(newId(), 'a bench')]);
  expect(await run(store, server)).toBe('captive');
  expect(await store.outbox()).toHaveLength(1);
});

test('without a server everything waits', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.down = true;
  await store.keep([entry(newId(), 'a bench')]);
  expect(await run(store, server)).toBe('unreachable');
  expect(await store.outbox()).toHaveLength(1);
});

test.each([null, newId()])('nothing is sent under nobody or somebody else', async (signedIn) => {
  const [store, server] = [makeStore(), new FakeServer()];
  server.signedIn = signedIn;
  await store.keep([entry(newId(), 'a bench')]);
  expect(await run(store, server)).toBe('signed_out');
  expect(server.pushes).toBe(0);
});

test('one refused operation does not hold up the others', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  const bad = newId();
  const problem = { type: '/problems/invalid-input', title: 'Invalid', status: 422 };
  server.judge = (operation) =>
    operation.record_id === bad
      ? verdict(operation, { verdict: 'refused', revision: null, problem })
      : verdict(operation);
  await store.keep([entry(bad, 'wrong'), entry(newId(), 'a bench')]);
  expect(await run(store, server)).toBe('ok');
  expect(await store.counts()).toMatchObject({ unsent: 0, refused: 1, media: 0 });
});

test('more than one batch is sent in the order of making', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  const ids = Array.from({ length: 120 }, () => newId());
  await store.keep(ids.map((id, place) => entry(id, `finding ${place}`)));
  expect(await run(store, server)).toBe('ok');
  expect([...server.operations.values()].map(({ record_id }) => record_id)).toEqual(ids);
  expect(server.pushes).toBe(2);
});

test('a photograph follows its record and goes on where it stopped', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  const finding = newId();
  const sha256 = 'b'.repeat(64);
  const bytes = new ArrayBuffer(2_500_000);
  await store.keepMedia({ sha256, bytes, type: 'image/jpeg' });
  const body = {
    finding_id: finding,
    sha256,
    type: 'image/jpeg' as const,
    size_bytes: bytes.byteLength,
    taken_at: null,
    description: '',
  };
  await store.keep([entry(finding, 'a bench'), { kind: 'photograph', id: newId(), body }]);
  server.received.set(sha256, 1_000_000);
  expect(await run(store, server)).toBe('ok');
  expect(server.received.get(sha256)).toBe(bytes.byteLength);
  expect((await store.counts()).media).toBe(0);
  expect((await store.photographBytes(sha256))?.bytes.byteLength).toBe(bytes.byteLength);
});

test('of what was erased for good nothing stays, not even what is unsent', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  const [walk, old, unsent, other, sha256] = [newId(), newId(), newId(), newId(), 'c'.repeat(64)];
  const body = {
    exploration_id: newId(),
    started_at: '2026-03-01T10:00:00Z',
    ended_at: null,
    weather: null,
  };
  await store.keep([{ kind: 'walk', id: walk, body }]);
  await store.keep([entry(old, 'erased', { walk_id: walk }), entry(other, 'stays')]);
  expect(await run(store, server)).toBe('ok');
  const bytes = new ArrayBuffer(8);
  await store.keepMedia({ sha256, bytes, type: 'image/jpeg' });
  const picture = { sha256, type: 'image/jpeg' as const, size_bytes: 8, taken_at: null };
  await store.keep([
    entry(unsent, 'unsent words', { walk_id: walk }),
    { kind: 'photograph', id: newId(), body: { ...picture, finding_id: unsent, description: '' } },
  ]);
  await store.saveDraft({ id: newId(), kind: 'finding', walk_id: walk, input: 'half a word' });
  server.judge = (operation) => verdict(operation, { verdict: 'refused', revision: null });
  const gone = { kind: 'walk', record_id: walk, action: 'erase' as const, revision: null };
  server.changes = { changes: [{ ...gone, body: null }], cursor: '9', more: false };
  expect(await run(store, server)).toBe('ok');
  expect((await store.list('finding')).map(({ id }) => id)).toEqual([other]);
  expect(await store.outbox()).toEqual([]);
  expect(await store.photographBytes(sha256)).toBeUndefined();
  expect(await store.drafts('finding')).toEqual([]);
});

test('pulled changes arrive, erasures take away, own words on their way win', async () => {
  const [store, server] = [makeStore(), new FakeServer()];
  const [theirs, gone, mine] = [newId(), newId(), newId()];
  await store.keep([entry(gone, 'to be erased')]);
  expect(await run(store, server)).toBe('ok');
  const put = (record_id: string, note: string) => ({
    kind: 'finding',
    record_id,
    action: 'put' as const,
    revision: newId(),
    body: makeFinding(note) as unknown as Record<string, unknown>,
  });
  server.changes = {
    changes: [
      put(theirs, 'from another phone'),
      { kind: 'finding', record_id: gone, action: 'erase', revision: newId(), body: null },
      put(mine, 'an older version'),
      { kind: 'from-the-future', record_id: newId(), action: 'put', revision: newId(), body: {} },
    ],
    cursor: '7',
    more: false,
  };
  server.judge = (operation) => verdict(operation, { verdict: 'refused', revision: null });
  await store.keep([entry(mine, 'my words')]);
  expect(await run(store, server)).toBe('ok');
  const notes = (await store.list('finding')).map(({ body }) => body.note);
  expect(notes.toSorted()).toEqual(['from another phone', 'my words']);
  expect(await store.note('cursor')).toBe('7');
});
