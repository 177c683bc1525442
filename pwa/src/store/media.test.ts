import { expect, test, vi } from 'vitest';
import { letGoOfArrived } from './media';
import type { Store } from './store';
import { runSync } from './sync-run';
import { entry, FakeServer, makeStore } from './testing';
import { newId } from './uuid';
import type { Reach } from './wire';

const SHA256 = 'e'.repeat(64);

async function withPhotograph(): Promise<{ store: Store; server: FakeServer }> {
  const [store, server, finding] = [makeStore(), new FakeServer(), newId()];
  server.signedIn = store.accountId;
  await store.keepMedia({ sha256: SHA256, bytes: new ArrayBuffer(8), type: 'image/jpeg' });
  const body = {
    finding_id: finding,
    sha256: SHA256,
    type: 'image/jpeg' as const,
    size_bytes: 8,
    taken_at: null,
    description: '',
  };
  await store.keep([entry(finding, 'a bench'), { kind: 'photograph', id: newId(), body }]);
  return { store, server };
}

const run = (store: Store, server: FakeServer, withoutMedia = false): Promise<Reach> =>
  runSync({
    database: store.database,
    accountId: store.accountId,
    deviceId: newId(),
    credential: () => Promise.resolve(undefined),
    send: server.send,
    withoutMedia,
  });

test('a device without room for a receipt lets go of what the server confirmed', async () => {
  const { store, server } = await withPhotograph();
  const full = new DOMException('full', 'QuotaExceededError');
  vi.spyOn(store.database.media, 'update').mockRejectedValue(full);
  expect(await run(store, server)).toBe('ok');
  expect(server.confirmed.has(SHA256)).toBe(true);
  expect(await store.counts()).toMatchObject({ unsent: 0, refused: 0, media: 0 });
  expect(await store.photographBytes(SHA256)).toBeUndefined();
});

test('a photograph the server does not want stays, with the reason, and holds nothing up', async () => {
  const { store, server } = await withPhotograph();
  server.turnsAway = { type: '/problems/no-photograph', title: 'No photograph', status: 422 };
  expect(await run(store, server)).toBe('ok');
  expect(await store.counts()).toMatchObject({ unsent: 0, refused: 1, media: 0 });
  const [refused] = await store.refusedPhotographs();
  expect(refused?.problem?.type).toBe('/problems/no-photograph');
  server.turnsAway = null;
  expect(await run(store, server)).toBe('ok');
  expect(server.confirmed.has(SHA256)).toBe(false);
  await store.sendMediaAgain(SHA256);
  expect(await run(store, server)).toBe('ok');
  expect(await store.counts()).toMatchObject({ refused: 0, media: 0 });
});

test.each([401, 403, 408, 429, 503])(
  'status %i says nothing about the photograph',
  async (status) => {
    const { store, server } = await withPhotograph();
    server.turnsAway = { type: '/problems/x', title: 'x', status };
    expect(await run(store, server)).toBe('busy');
    expect(await store.counts()).toMatchObject({ refused: 0, media: 1 });
  },
);

test('whoever is not our server refuses nothing: neither a photograph nor an operation', async () => {
  const { store, server } = await withPhotograph();
  const send = server.send;
  const portal = (path: string) => (input: RequestInfo | URL, init?: RequestInit) =>
    typeof input === 'string' && input.includes(path) && init?.method !== 'HEAD'
      ? Promise.resolve(new Response('<h1>Welcome</h1>', { status: 404 }))
      : send(input, init);
  server.send = portal('/push');
  expect(await run(store, server)).toBe('captive');
  expect(await store.counts()).toMatchObject({ unsent: 2, refused: 0 });
  server.send = portal('/media');
  expect(await run(store, server)).toBe('captive');
  expect(await store.counts()).toMatchObject({ unsent: 0, refused: 0, media: 1 });
});

test('photographs wait for another network while words are sent', async () => {
  const { store, server } = await withPhotograph();
  expect(await run(store, server, true)).toBe('ok');
  expect(await store.counts()).toMatchObject({ unsent: 0, media: 1 });
  expect(await run(store, server)).toBe('ok');
  expect(await store.counts()).toMatchObject({ media: 0 });
});

test('bytes leave the device only when the server says now that it has them', async () => {
  const { store, server } = await withPhotograph();
  expect(await letGoOfArrived(store.database, server.send)).toBe(0);
  await run(store, server);
  server.confirmed.clear();
  expect(await letGoOfArrived(store.database, server.send)).toBe(0);
  expect(await store.photographBytes(SHA256)).toBeDefined();
  server.confirmed.add(SHA256);
  expect(await letGoOfArrived(store.database, server.send)).toBe(1);
  expect(await store.photographBytes(SHA256)).toBeUndefined();
});

test('a photograph and the draft that shows it are kept together', async () => {
  const store = makeStore();
  const draft = { id: newId(), kind: 'finding' as const, walk_id: null, input: { photo: SHA256 } };
  await store.keepMedia({ sha256: SHA256, bytes: new ArrayBuffer(8), type: 'image/jpeg' }, draft);
  expect((await store.draft(draft.id))?.input).toEqual({ photo: SHA256 });
  expect(await store.photographBytes(SHA256)).toBeDefined();
});
