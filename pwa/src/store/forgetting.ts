import type { AccountDatabase } from './database';

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
async function forgetBytes(database: AccountDatabase, hashes: readonly string[]): Promise<void> {
  const left = await database.records.where('sha256').anyOf(hashes).toArray();
  const shown = new Set(left.map(({ sha256 }) => sha256));
  await database.media.bulkDelete(hashes.filter((sha256) => !shown.has(sha256)));
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
  await forgetBytes(
    database,
    records.flatMap((record) => record?.sha256 ?? []),
  );
}
