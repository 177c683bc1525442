import type { AccountDatabase } from './database';
import type { Kept, Photograph } from './records';

/** A record and everything that hangs on it, also what the server never had. */
async function withDescendants(database: AccountDatabase, id: string): Promise<Set<string>> {
  const ids = new Set([id]);
  // A set grows while it is walked, so children of children are found too.
  for (const one of ids) {
    const children = await database.records.where('parent').equals(one).primaryKeys();
    for (const child of children) ids.add(child);
  }
  return ids;
}

/** Forget the bytes of photographs that no record shows any more. */
async function forgetBytes(database: AccountDatabase, photographs: readonly Kept[]): Promise<void> {
  const hashes = new Set(photographs.map(({ body }) => (body as Photograph).sha256));
  const left = await database.records.where({ kind: 'photograph' }).toArray();
  for (const { body } of left) hashes.delete((body as Photograph).sha256);
  await database.media.bulkDelete([...hashes]);
}

/**
 * Forget a record of which nothing is left anywhere: what hangs on it, its bytes, drafts, and what
 * is unsent about it. The person it was about wanted that. Runs within the caller's transaction.
 */
export async function forget(database: AccountDatabase, id: string): Promise<void> {
  const ids = [...(await withDescendants(database, id))];
  const records = await database.records.bulkGet(ids);
  await database.records.bulkDelete(ids);
  await database.outbox.where('record_id').anyOf(ids).delete();
  await database.drafts.where('walk_id').anyOf(ids).delete();
  await database.drafts.bulkDelete(ids);
  await forgetBytes(database, records.filter((record) => record?.kind === 'photograph') as Kept[]);
}
