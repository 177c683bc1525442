import { expect, test, vi } from 'vitest';
import { ARRIVAL } from './database';
import { settle, takeBatch } from './outbox';
import type { Photograph } from './records';
import { Store, type Counts } from './store';
import { entry, KEY, makeStore, verdict } from './testing';
import { newId } from './uuid';
import { Locked } from './vault';

const SHA256 = 'a'.repeat(64);

test('whoever watches the counts sees a photograph arrive', async () => {
  const store = makeStore();
  const id = newId();
  const body: Photograph = {
    finding_id: newId(),
    sha256: SHA256,
    type: 'image/jpeg',
    size_bytes: 3,
    taken_at: null,
    description: '',
  };
  const seen: Counts[] = [];
  const expectLast = (counts: Partial<Counts>) =>
    vi.waitFor(() => expect(seen.at(-1)).toMatchObject(counts));
  store.watch(
    () => store.counts(),
    (counts) => seen.push(counts),
  );
  await expectLast({ unsent: 0, refused: 0, media: 0 });
  await store.keepMedia({ sha256: SHA256, bytes: new ArrayBuffer(3), type: 'image/jpeg' });
  await store.keep([{ kind: 'photograph', id, body }]);
  await expectLast({ unsent: 1, refused: 0, media: 0 });
  await store.database.outbox.clear();
  await store.database.records.update(id, { revision: newId() });
  await expectLast({ unsent: 0, refused: 0, media: 1 });
  await store.database.media.update(SHA256, { arrived: ARRIVAL.confirmed });
  await expectLast({ unsent: 0, refused: 0, media: 0 });
});

/** Everything that lies in IndexedDB, byte by byte, as far as a thief could read it. */
async function dump(store: Store): Promise<string> {
  const tables = await Promise.all(store.database.tables.map((table) => table.toArray()));
  const said = (value: unknown): string => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
    if (value instanceof ArrayBuffer) return said(new Uint8Array(value));
    if (Array.isArray(value)) return value.map(said).join('\n');
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .map(([key, one]) => `${key}:${said(one)}`)
        .join('\n');
    return String(value);
  };
  return said(tables);
}

const SAID = ['Wackelpflaster', 'Wunschbank', 'Entwurfswort', 'Notizwort', 'Pixelwort', 'image/'];

async function sayAll(store: Store): Promise<void> {
  const finding = newId();
  const bytes = new TextEncoder().encode('Pixelwort').buffer;
  await store.keepMedia({ sha256: SHA256, bytes, type: 'image/jpeg' });
  const photograph: Photograph = {
    finding_id: finding,
    sha256: SHA256,
    type: 'image/jpeg',
    size_bytes: 9,
    taken_at: null,
    description: 'Wunschbank',
  };
  await store.keep([
    entry(finding, 'Wackelpflaster'),
    { kind: 'photograph', id: newId(), body: photograph },
  ]);
  await store.saveDraft({
    id: newId(),
    kind: 'finding',
    walk_id: newId(),
    input: { note: 'Entwurfswort' },
  });
  await store.setNote('participants', [{ name: 'Notizwort' }]);
  const [row] = await takeBatch(store.database, 1);
  const problem = { type: 'x', title: 'Wackelpflaster is refused', status: 422 };
  await settle(store.database, verdict(row!, { verdict: 'refused', problem }));
}

test('no word, no picture of anybody lies readable in IndexedDB', async () => {
  const store = makeStore();
  await sayAll(store);
  const found = await dump(store);
  expect(found).toContain(SHA256);
  expect(SAID.filter((word) => found.includes(word))).toEqual([]);
  expect((await store.list('finding'))[0]?.body.note).toBe('Wackelpflaster');
  expect((await store.outbox())[0]?.problem?.title).toContain('Wackelpflaster');
  expect((await store.drafts('finding'))[0]?.input).toEqual({ note: 'Entwurfswort' });
  const picture = await store.photographBytes(SHA256);
  expect(new TextDecoder().decode(picture?.bytes)).toBe('Pixelwort');
});

test('a row that was put in the place of another does not open', async () => {
  const store = makeStore();
  const [one, other] = [newId(), newId()];
  await store.keep([entry(one, 'one'), entry(other, 'other')]);
  const { body } = (await store.database.records.get(one))!;
  await store.database.records.update(other, { body });
  await expect(store.get('finding', other)).rejects.toThrow();
});

test('whoever watches what is opened sees the next change too', async () => {
  const store = makeStore();
  const seen: string[] = [];
  const read = async () => {
    const findings = await store.list('finding');
    const drafts = await store.drafts('finding');
    return `${findings.map(({ body }) => body.note).join()}|${drafts.length}`;
  };
  store.watch(read, (value) => seen.push(value));
  await vi.waitFor(() => expect(seen.at(-1)).toBe('|0'));
  await store.keep([entry(newId(), 'a bench')]);
  await vi.waitFor(() => expect(seen.at(-1)).toBe('a bench|0'));
  // Read only after something was opened: that must be noticed as well.
  await store.saveDraft({ id: newId(), kind: 'finding', walk_id: null, input: 1 });
  await vi.waitFor(() => expect(seen.at(-1)).toBe('a bench|1'));
});

test('of many drafts begun at once the last one stays', async () => {
  const store = makeStore();
  const id = newId();
  const saving = Array.from({ length: 20 }, (_, input) =>
    store.saveDraft({ id, kind: 'finding', walk_id: null, input }),
  );
  await Promise.all(saving);
  expect((await store.draft(id))?.input).toBe(19);
});

test('closing waits for what was begun, and opens nothing afterwards', async () => {
  const store = makeStore();
  const id = newId();
  void store.saveDraft({ id, kind: 'finding', walk_id: null, input: 'a word' });
  void store.saveDraft({ id, kind: 'finding', walk_id: null, input: 'the last word' });
  await store.close();
  await expect(store.draft(id)).rejects.toThrow(Locked);
  const again = new Store(store.accountId, KEY);
  expect((await again.draft(id))?.input).toBe('the last word');
});
