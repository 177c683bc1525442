import { beforeEach, expect, test } from 'vitest';
import type { Conflict } from './decisions';
import { runSync } from './sync-run';
import type { Store } from './store';
import { ACCOUNT, entry, FakeServer, makeFinding, makeStore } from './testing';
import { newId } from './uuid';

let store: Store;
let server: FakeServer;
const id = newId();
let conflict: Conflict;

beforeEach(async () => {
  [store, server] = [makeStore(), new FakeServer()];
  await store.prepare();
  await store.keep([entry(id, 'Von Amira.')]);
  await sync();
  conflict = { revision: newId(), record_id: id, kind: 'finding' } as Conflict;
  await store.setNote('conflicts', [conflict]);
});

function sync(): Promise<unknown> {
  const credential = () => Promise.resolve(undefined);
  const { database } = store;
  return runSync({
    database,
    accountId: ACCOUNT,
    deviceId: newId(),
    credential,
    send: server.send,
  });
}

const latest = () => [...server.operations.values()].at(-1);

test('a choice made without a network leaves the list at once and arrives as one', async () => {
  server.down = true;
  expect(await store.conflicts()).toHaveLength(1);
  await store.decide(conflict, entry(id, 'Von beiden.'));
  expect(await store.conflicts()).toEqual([]);
  server.down = false;
  await sync();
  expect(latest()).toMatchObject({ resolves: conflict.revision, body: { note: 'Von beiden.' } });
  expect(await store.conflicts()).toEqual([]);
});

test('whoever goes on writing before it is sent has still chosen', async () => {
  await store.decide(conflict, entry(id, 'Von beiden.'));
  await store.keep([entry(id, 'Noch einmal anders.')]);
  await sync();
  expect(server.operations.size).toBe(2);
  expect(latest()).toMatchObject({ resolves: conflict.revision });
});

test('two choices about one record are both told', async () => {
  const other = { ...conflict, revision: newId() };
  await store.decide(conflict, entry(id, 'Die eine.'));
  await store.decide(other, entry(id, 'Und die andere.'));
  await sync();
  const chosen = [...server.operations.values()].map(({ resolves }) => resolves);
  expect(chosen.slice(1)).toEqual([conflict.revision, other.revision]);
});

test('what is no longer here is not to be decided here', async () => {
  await store.setNote('conflicts', [{ ...conflict, record_id: newId() }]);
  expect(await store.conflicts()).toEqual([]);
});

test('a list that cannot be read stays as it was', async () => {
  const send: typeof fetch = async (input, init) =>
    typeof input === 'string' && input.includes('conflicts')
      ? new Response(null, { status: 503 })
      : server.send(input, init);
  const credential = () => Promise.resolve(undefined);
  const { database } = store;
  await runSync({ database, accountId: ACCOUNT, deviceId: newId(), credential, send });
  expect(await store.conflicts()).toHaveLength(1);
});

test('what the server has as deleted comes back built on its deletion', async () => {
  const [gone, revision] = [newId(), newId()];
  await store.bringBack([{ kind: 'finding', id: gone, body: makeFinding('Zurück.'), revision }]);
  expect((await store.get('finding', gone))?.body.note).toBe('Zurück.');
  await sync();
  expect(latest()).toMatchObject({ action: 'put', record_id: gone, base: revision });
});
