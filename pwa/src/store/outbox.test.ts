import { expect, test } from 'vitest';
import { settle, takeBatch } from './outbox';
import { entry, makeStore, verdict } from './testing';
import { newId } from './uuid';

test('a record and its outbox entry are kept together', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  expect((await store.get('finding', id))?.body.note).toBe('a bench');
  expect((await store.outbox()).map((row) => [row.record_id, row.action, row.state])).toEqual([
    [id, 'put', 'waiting'],
  ]);
});

test('changing what was never sent leaves one operation with the latest words', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  await store.keep([entry(id, 'a broken bench')]);
  const rows = await store.outbox();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.body).toMatchObject({ note: 'a broken bench' });
});

test('changing what is on the wire queues a second operation that builds on the first', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  const [first] = await takeBatch(store.database, 10);
  await store.keep([entry(id, 'a broken bench')]);
  const rows = await store.outbox();
  expect(rows).toHaveLength(2);
  expect(rows[1]?.base).toBe(first?.id);
});

test.each(['applied', 'repeated', 'merged', 'conflict'] as const)(
  'an operation leaves on the verdict "%s" and becomes the revision',
  async (said) => {
    const store = makeStore();
    const id = newId();
    await store.keep([entry(id, 'a bench')]);
    const [row] = await takeBatch(store.database, 10);
    await settle(store.database, verdict({ id: row!.id }, { verdict: said }));
    expect(await store.outbox()).toHaveLength(0);
    expect((await store.get('finding', id))?.revision).toBe(row?.id);
  },
);

test('without a verdict an operation stays', async () => {
  const store = makeStore();
  await store.keep([entry(newId(), 'a bench')]);
  await takeBatch(store.database, 10);
  await settle(store.database, verdict({ id: newId() }));
  expect(await store.outbox()).toHaveLength(1);
});

test('a merged body is taken over, unless newer words wait', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'mine')]);
  const [row] = await takeBatch(store.database, 10);
  const merged = { ...entry(id, 'merged').body } as Record<string, unknown>;
  await store.keep([entry(id, 'newer')]);
  await settle(store.database, verdict({ id: row!.id }, { verdict: 'merged', body: merged }));
  expect((await store.get('finding', id))?.body.note).toBe('newer');
});

test('a refused operation stays with its reason and can be corrected', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  const [row] = await takeBatch(store.database, 10);
  const problem = { type: '/problems/invalid-input', title: 'Invalid', status: 422 };
  await settle(store.database, verdict({ id: row!.id }, { verdict: 'refused', problem }));
  expect((await store.counts()).refused).toBe(1);
  expect(await takeBatch(store.database, 10)).toHaveLength(0);
  await store.keep([entry(id, 'a better bench')]);
  const rows = await store.outbox();
  expect(rows.map(({ state }) => state)).toEqual(['waiting']);
  expect(rows[0]?.id).not.toBe(row?.id);
});

test('taking back what the server never saw sends nothing', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  await store.remove((await store.get('finding', id))!);
  expect(await store.outbox()).toHaveLength(0);
  expect(await store.get('finding', id)).toBeUndefined();
});

test('taking back what the server has is sent, and can be undone', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'a bench')]);
  const [row] = await takeBatch(store.database, 10);
  await settle(store.database, verdict({ id: row!.id }));
  const record = (await store.get('finding', id))!;
  await store.remove(record);
  expect((await store.outbox()).map(({ action, base }) => [action, base])).toEqual([
    ['delete', row?.id],
  ]);
  await store.restore(record);
  expect((await store.outbox()).map(({ action }) => action)).toEqual(['put']);
  expect((await store.get('finding', id))?.body.note).toBe('a bench');
});

test('a photograph is only kept together with its bytes', async () => {
  const store = makeStore();
  const finding = newId();
  const photograph = {
    finding_id: finding,
    sha256: 'a'.repeat(64),
    type: 'image/jpeg' as const,
    size_bytes: 3,
    taken_at: null,
    description: '',
  };
  const entries = [
    entry(finding, 'a bench'),
    { kind: 'photograph' as const, id: newId(), body: photograph },
  ];
  await expect(store.keep(entries)).rejects.toThrow('bytes');
  expect(await store.get('finding', finding)).toBeUndefined();
  await store.keepMedia({ ...photograph, bytes: new ArrayBuffer(3) });
  await store.keep(entries);
  expect((await store.counts()).unsent).toBe(2);
});

test('accounts on one phone never mix', async () => {
  const one = makeStore();
  const other = makeStore();
  await one.keep([entry(newId(), 'a bench')]);
  expect(await other.list('finding')).toHaveLength(0);
});

test('what was refused for want of its parent goes again once the parent is there', async () => {
  const store = makeStore();
  const [finding, picture] = [newId(), newId()];
  await store.keepMedia({ sha256: 'f'.repeat(64), bytes: new ArrayBuffer(3), type: 'image/jpeg' });
  const body = {
    finding_id: finding,
    sha256: 'f'.repeat(64),
    type: 'image/jpeg' as const,
    size_bytes: 3,
    taken_at: null,
    description: '',
  };
  await store.keep([entry(finding, 'a bench'), { kind: 'photograph', id: picture, body }]);
  const [first, second] = await takeBatch(store.database, 10);
  const problem = { type: '/problems/parent-missing', title: 'Missing', status: 422 };
  await settle(store.database, verdict(first!, { verdict: 'refused', problem }));
  await settle(store.database, verdict(second!, { verdict: 'refused', problem }));
  await store.keep([entry(finding, 'a better bench')]);
  const [again] = await takeBatch(store.database, 10);
  await settle(store.database, verdict(again!));
  expect((await store.outbox()).map(({ id, state }) => [id, state])).toEqual([
    [second?.id, 'waiting'],
  ]);
});

test('what waits behind a refused operation builds on what was before that', async () => {
  const store = makeStore();
  const id = newId();
  await store.keep([entry(id, 'one')]);
  const [first] = await takeBatch(store.database, 10);
  await settle(store.database, verdict(first!));
  await store.keep([entry(id, 'two')]);
  const [second] = await takeBatch(store.database, 10);
  await store.keep([entry(id, 'three')]);
  await settle(store.database, verdict(second!, { verdict: 'refused' }));
  expect((await store.outbox()).map(({ state, base }) => [state, base])).toEqual([
    ['refused', first?.id],
    ['waiting', first?.id],
  ]);
});
