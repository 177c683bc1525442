import { ARRIVAL, owed, type AccountDatabase, type SealedOutbox } from './database';
import { nextPlace } from './outbox';
import type { Picture, Unsent } from './parcel';
import { demandRoom } from './room';
import {
  openAll,
  openDraft,
  openMedia,
  openOperation,
  openRecord,
  sealDraft,
  sealMedia,
  sealNote,
  sealOperation,
  sealRecord,
} from './rows';

/** What was read from a file and is yet to be compared with what the server has. */
export const READ_BACK = 'read_back';

/** This file holds what somebody else kept. */
export class OtherAccount extends Error {}

/** Records that something unsent is about, and what they belong to. */
async function concerned(database: AccountDatabase, hashes: readonly string[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const { record_id } of await database.outbox.toArray()) ids.add(record_id);
  for (const { id } of await database.records.where('sha256').anyOf(hashes).toArray()) ids.add(id);
  // A set grows while it is walked, so parents of parents are found too.
  for (const id of ids) {
    const parent = (await database.records.get(id))?.parent;
    if (parent) ids.add(parent);
  }
  return [...ids];
}

async function unsentPictures(database: AccountDatabase): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const sha256 of await database.media
    .where('arrived')
    .notEqual(ARRIVAL.confirmed)
    .primaryKeys()) {
    const row = await database.media.get(sha256);
    if (!row) continue;
    const { bytes, type } = await openMedia(database.vault, row);
    pictures.push({ sha256, bytes, type });
  }
  return pictures;
}

/** Everything the server does not have yet, opened: operations, their records, drafts, photographs. */
export async function gatherUnsent(database: AccountDatabase, account_id: string): Promise<Unsent> {
  const { vault } = database;
  const photographs = await unsentPictures(database);
  const ids = await concerned(
    database,
    photographs.map(({ sha256 }) => sha256),
  );
  const rows = (await database.records.bulkGet(ids)).filter((row) => row !== undefined);
  const queue = await database.outbox.orderBy('place').toArray();
  return {
    account_id,
    made_at: new Date().toISOString(),
    records: await openAll(rows, (row) => openRecord(vault, row)),
    outbox: await openAll(queue, (row) => openOperation(vault, row)),
    drafts: await openAll(await database.drafts.toArray(), (row) => openDraft(vault, row)),
    photographs,
  };
}

async function takeInPictures(
  { media, vault }: AccountDatabase,
  pictures: readonly Picture[],
): Promise<void> {
  await demandRoom(pictures.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  for (const picture of pictures) {
    if (await media.get(picture.sha256)) continue;
    await media.put(await sealMedia(vault, owed(picture)));
  }
}

/** Queue what is not queued here; it may have been sent from where it was made, so it is not replaced. */
async function queueUp(
  { outbox }: AccountDatabase,
  place: number,
  operations: readonly SealedOutbox[],
): Promise<number> {
  const known = new Set(await outbox.toCollection().primaryKeys());
  const missing = operations.filter(({ id }) => !known.has(id));
  await outbox.bulkAdd(
    missing.map((row, number) => ({
      ...row,
      place: place + number,
      state: 'waiting' as const,
      sent: Math.max(1, row.sent),
      problem: null,
    })),
  );
  return missing.length;
}

/**
 * Read back what a file holds. Nothing that is here is overwritten: what is missing is added, and
 * operations keep their ids, so the server counts each once, whoever sends it. Afterwards everything
 * is fetched anew, since the file may be older than what the server has. How many operations came.
 */
export async function takeIn(
  database: AccountDatabase,
  accountId: string,
  unsent: Unsent,
): Promise<number> {
  if (unsent.account_id !== accountId) throw new OtherAccount();
  const { vault, records, outbox, drafts, notes } = database;
  // The bytes first: a record never announces a photograph that is not here.
  await takeInPictures(database, unsent.photographs);
  const sealedRecords = await Promise.all(unsent.records.map((one) => sealRecord(vault, one)));
  const operations = await Promise.all(unsent.outbox.map((one) => sealOperation(vault, one)));
  const sealedDrafts = await Promise.all(unsent.drafts.map((one) => sealDraft(vault, one)));
  const ids = unsent.records.map(({ id }) => id);
  const readBack = await sealNote(vault, READ_BACK, ids);
  return database.transaction('rw', [records, outbox, drafts, notes], async () => {
    const here = new Set(await records.toCollection().primaryKeys());
    const draftsHere = new Set(await drafts.toCollection().primaryKeys());
    await records.bulkAdd(sealedRecords.filter(({ id }) => !here.has(id)));
    // A draft of what was finished meanwhile would only bring older words back.
    const open = sealedDrafts.filter(({ id }) => !here.has(id) && !draftsHere.has(id));
    await drafts.bulkAdd(open);
    await notes.put(readBack);
    return queueUp(database, await nextPlace(database), operations);
  });
}
