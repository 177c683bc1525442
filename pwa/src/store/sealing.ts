import type { Table } from 'dexie';
import type { AccountDatabase, DraftRow, MediaRow, OutboxRow } from './database';
import type { Kept } from './records';
import {
  readNote,
  sealDraft,
  sealMedia,
  sealNote,
  sealOperation,
  sealRecord,
  writeNote,
} from './rows';
import { isSealed } from './vault';

const DONE = 'all_sealed';

/**
 * Seal the rows of one table that are not yet, one after the other: a photograph at a time fits into
 * a phone's memory, and what was interrupted goes on where it stopped.
 */
async function sealTable<R>(
  table: Table<R, string>,
  isOpen: (row: R) => boolean,
  seal: (row: R) => Promise<R>,
): Promise<void> {
  for (const key of await table.toCollection().primaryKeys()) {
    const row = await table.get(key);
    if (!row || !isOpen(row)) continue;
    const sealed = await seal(row);
    await table.db.transaction('rw', table, async () => {
      // Another tab may have sealed it, and changed it since.
      const now = await table.get(key);
      if (now && isOpen(now)) await table.put(sealed);
    });
  }
}

const isPlain = (value: unknown): boolean => value !== null && !isSealed(value);

/** Seal what an older app, which knew no lock, kept in the clear. */
async function sealEverything(database: AccountDatabase): Promise<void> {
  const { vault, records, outbox, media, drafts, notes } = database;
  await sealTable(
    media,
    ({ type }) => isPlain(type),
    (row) => sealMedia(vault, row as unknown as MediaRow),
  );
  await sealTable(
    records,
    ({ body }) => isPlain(body),
    (row) => sealRecord(vault, row as unknown as Kept),
  );
  await sealTable(
    outbox,
    ({ body, problem }) => isPlain(body) || isPlain(problem),
    (row) => sealOperation(vault, row as unknown as OutboxRow),
  );
  await sealTable(
    drafts,
    ({ input }) => isPlain(input),
    (row) => sealDraft(vault, row as unknown as DraftRow),
  );
  await sealTable(
    notes,
    ({ value }) => isPlain(value),
    ({ key, value }) => sealNote(vault, key, value),
  );
}

async function opens(reading: PromiseLike<unknown>): Promise<boolean> {
  try {
    await reading;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return false;
    throw error;
  }
}

/**
 * Whether anything here opens with the key. One row that does not is a damaged row; only where none
 * does is the key another one, and the old one gone.
 */
async function isReadable(database: AccountDatabase): Promise<boolean> {
  if (await opens(readNote(database, DONE))) return true;
  const { vault, outbox, records } = database;
  const [operation, record] = [
    await outbox.toCollection().last(),
    await records.toCollection().last(),
  ];
  return (
    (!!operation?.body && (await opens(vault.open(operation.body, `outbox/${operation.id}`)))) ||
    (!!record && (await opens(vault.open(record.body, `records/${record.id}`))))
  );
}

/** Make sure that everything here is sealed, and with this key. */
export async function prepareVault(database: AccountDatabase): Promise<void> {
  if (!(await isReadable(database))) {
    // Sealed under a key that was destroyed: nobody will ever read it.
    await database.delete({ disableAutoOpen: false });
    await database.open();
  }
  if (await opens(readNote(database, DONE))) {
    if (await readNote<boolean>(database, DONE)) return;
  }
  await sealEverything(database);
  await writeNote(database, DONE, true);
}
