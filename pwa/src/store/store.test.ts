import { expect, test, vi } from 'vitest';
import type { Photograph } from './records';
import type { Counts } from './store';
import { makeStore } from './testing';
import { newId } from './uuid';

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
  const expectLast = (counts: Counts) => vi.waitFor(() => expect(seen.at(-1)).toEqual(counts));
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
  await store.database.media.update(SHA256, { arrived: 1 });
  await expectLast({ unsent: 0, refused: 0, media: 0 });
});
