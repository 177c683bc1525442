import { Dexie } from 'dexie';
import { expect, test, vi } from 'vitest';
import { importKey, randomBytes } from './cipher';
import { Store } from './store';
import { entry, KEY, makeFinding, makeStore } from './testing';
import { newId } from './uuid';
import { isSealed } from './vault';

const SHA256 = 'd'.repeat(64);

/** A database as the first version of the app left it. */
async function makeOldDatabase(accountId: string): Promise<{ finding: string; draft: string }> {
  const old = new Dexie(`gegenstrom-${accountId}`);
  old.version(1).stores({
    records: 'id, kind, parent, [kind+parent]',
    outbox: 'id, place, record_id, state',
    media: 'sha256, arrived',
    drafts: 'id, kind, walk_id',
    notes: 'key',
  });
  const [finding, draft, photograph] = [newId(), newId(), newId()];
  const kept = { revision: null, changed_at: 'then', removed: false, overridden: [] };
  const body = makeFinding('an old kerb');
  const picture = { finding_id: finding, sha256: SHA256, type: 'image/jpeg', description: 'old' };
  await old.table('records').bulkAdd([
    { id: finding, kind: 'finding', body, parent: body.walk_id, ...kept },
    { id: photograph, kind: 'photograph', body: picture, parent: finding, ...kept },
  ]);
  const waiting = { kind: 'finding', record_id: finding, base: null, made_at: 'then', sent: 0 };
  await old.table('outbox').bulkAdd([
    { ...waiting, id: newId(), action: 'put', body, place: 1, state: 'waiting', problem: null },
    {
      ...waiting,
      id: newId(),
      action: 'delete',
      body: null,
      place: 2,
      state: 'refused',
      problem: { type: 'x', title: 'an old reason', status: 422 },
    },
  ]);
  const bytes = new TextEncoder().encode('old pixels').buffer;
  await old
    .table('media')
    .add({ sha256: SHA256, bytes, type: 'image/png', arrived: 0, problem: null });
  await old.table('drafts').add({ id: draft, kind: 'finding', walk_id: null, input: 'half' });
  await old.table('notes').add({ key: 'cursor', value: '42' });
  old.close();
  return { finding, draft };
}

async function expectEverything(store: Store, finding: string, draft: string): Promise<void> {
  expect(await store.get('finding', finding)).toMatchObject({ body: { note: 'an old kerb' } });
  expect(await store.list('photograph', finding)).toMatchObject([{ body: { description: 'old' } }]);
  expect(await store.outbox()).toMatchObject([
    { body: { note: 'an old kerb' }, problem: null },
    { body: null, problem: { title: 'an old reason' } },
  ]);
  const { type, bytes } = (await store.photographBytes(SHA256))!;
  expect([type, new TextDecoder().decode(bytes)]).toEqual(['image/png', 'old pixels']);
  expect(await store.draft(draft)).toMatchObject({ input: 'half' });
  expect(await store.note('cursor')).toBe('42');
}

test('what an older app kept in the clear is sealed and all there', async () => {
  const account = newId();
  const { finding, draft } = await makeOldDatabase(account);
  const store = new Store(account, KEY);
  await store.prepare();
  await expectEverything(store, finding, draft);
  const { records, media, drafts, notes } = store.database;
  const values = [
    ...(await records.toArray()).map(({ body }) => body),
    ...(await media.toArray()).flatMap(({ bytes, type }) => [bytes, type]),
    ...(await drafts.toArray()).map(({ input }) => input),
    ...(await notes.toArray()).map(({ value }) => value),
  ];
  expect(values.every(isSealed)).toBe(true);
  expect(await records.where({ sha256: SHA256 }).count()).toBe(1);
});

test('sealing that was cut off goes on where it stopped', async () => {
  const account = newId();
  const { finding, draft } = await makeOldDatabase(account);
  const first = new Store(account, KEY);
  await first.database.open();
  const cutOff = vi.spyOn(first.database.outbox, 'put').mockRejectedValue(new Error('killed'));
  await expect(first.prepare()).rejects.toThrow('killed');
  cutOff.mockRestore();
  expect(isSealed((await first.database.media.toArray())[0]?.type)).toBe(true);
  await first.close();
  const second = new Store(account, KEY);
  await second.prepare();
  await expectEverything(second, finding, draft);
});

test('what was sealed under a key that is gone makes room', async () => {
  const account = newId();
  const first = new Store(account, KEY);
  await first.prepare();
  await first.keep([entry(newId(), 'nobody reads this again')]);
  await first.close();
  const second = new Store(account, await importKey(randomBytes(32)));
  await second.prepare();
  expect(await second.outbox()).toEqual([]);
  await second.keep([entry(newId(), 'a bench')]);
  expect(await second.list('finding')).toHaveLength(1);
});

test('one damaged row is no reason to begin anew: what opens is kept', async () => {
  const store = makeStore();
  await store.prepare();
  const id = newId();
  await store.keep([entry(id, 'kept')]);
  const note = (await store.database.notes.get('all_sealed'))!;
  note.value[20] = (note.value[20] ?? 0) ^ 1;
  await store.database.notes.put(note);
  await store.prepare();
  expect((await store.get('finding', id))?.body.note).toBe('kept');
});
