import type { Wire } from '../api/client';
import type { AccountDatabase, OutboxRow } from './database';
import type { Bodies, Kept, RecordKind } from './records';
import { newId } from './uuid';

type Verdict = Wire['Verdict'];

/** The next free place in the queue. */
async function nextPlace(database: AccountDatabase): Promise<number> {
  const last = await database.outbox.orderBy('place').last();
  return (last?.place ?? 0) + 1;
}

/** Operations of a record, oldest first. */
async function rowsOf(database: AccountDatabase, recordId: string): Promise<OutboxRow[]> {
  return database.outbox.where('record_id').equals(recordId).sortBy('place');
}

/** What the record will be based on when everything queued before has arrived. */
function baseAfter(rows: readonly OutboxRow[], revision: string | null): string | null {
  const waiting = rows.filter((row) => row.state === 'waiting');
  return waiting.at(-1)?.id ?? revision;
}

/**
 * Queue an operation. Call it inside the transaction that writes the record, so neither happens alone.
 *
 * A waiting operation that was never on the wire is replaced, a refused one makes room for the
 * corrected one; an operation that may have reached the server stays and the new one builds on it.
 */
export async function enqueue(
  database: AccountDatabase,
  record: Kept,
  action: 'put' | 'delete',
): Promise<void> {
  const rows = await rowsOf(database, record.id);
  const replaced = rows.filter((row) => row.state === 'refused' || row.sent === 0);
  const staying = rows.filter((row) => !replaced.includes(row));
  await database.outbox.bulkDelete(replaced.map((row) => row.id));
  // What the server has never seen need not be taken back there.
  if (action === 'delete' && staying.length === 0 && record.revision === null) return;
  const place = staying.length === 0 ? replaced[0]?.place : undefined;
  await database.outbox.add({
    id: newId(),
    kind: record.kind,
    record_id: record.id,
    action,
    base: baseAfter(staying, record.revision),
    made_at: record.changed_at,
    body: action === 'put' ? { ...record.body } : null,
    place: place ?? (await nextPlace(database)),
    state: 'waiting',
    sent: 0,
    problem: null,
  });
}

/** The operations to send now, oldest first, at most `limit`; they count as having been on the wire. */
export async function takeBatch(database: AccountDatabase, limit: number): Promise<OutboxRow[]> {
  return database.transaction('rw', database.outbox, async () => {
    const rows = await database.outbox.orderBy('place').toArray();
    const batch = rows.filter((row) => row.state === 'waiting').slice(0, limit);
    await database.outbox.bulkPut(batch.map((row) => ({ ...row, sent: row.sent + 1 })));
    return batch;
  });
}

function bodyAfter(record: Kept, verdict: Verdict, isLast: boolean): Bodies[RecordKind] {
  // A body the server merged is ours now, unless newer words of ours are still on their way.
  return verdict.body && isLast ? (verdict.body as unknown as Bodies[RecordKind]) : record.body;
}

async function accept(database: AccountDatabase, row: OutboxRow, verdict: Verdict): Promise<void> {
  await database.outbox.delete(row.id);
  const record = await database.records.get(row.record_id);
  if (!record) return;
  const rest = await rowsOf(database, row.record_id);
  await database.records.put({
    ...record,
    body: bodyAfter(record, verdict, rest.length === 0),
    revision: verdict.revision ?? row.id,
    overridden: verdict.verdict === 'conflict' ? verdict.overridden : record.overridden,
  });
}

/** Act on one verdict: an accepted operation leaves, a refused one stays with its reason. */
export async function settle(database: AccountDatabase, verdict: Verdict): Promise<void> {
  await database.transaction('rw', database.outbox, database.records, async () => {
    const row = await database.outbox.get(verdict.id);
    if (!row) return;
    switch (verdict.verdict) {
      case 'applied':
      case 'repeated':
      case 'merged':
      case 'conflict':
        await accept(database, row, verdict);
        return;
      case 'refused':
        await database.outbox.put({ ...row, state: 'refused', problem: verdict.problem });
        return;
      default:
        verdict.verdict satisfies never;
    }
  });
}
