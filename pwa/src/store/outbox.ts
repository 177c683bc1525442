import type { Problem, Wire } from '../api/client';
import type { Sealed } from './cipher';
import type { AccountDatabase, OutboxRow, SealedOutbox, SealedRecord } from './database';
import { sha256Of, type Bodies, type Kept, type RecordKind } from './records';
import { openAll, openOperation, sealReason, sealRecord } from './rows';
import { newId } from './uuid';
import type { Vault } from './vault';

type Verdict = Wire['Verdict'];

/** A record as it will be written, with the operation that tells the server. */
export interface Change {
  record: SealedRecord;
  operation: Pick<SealedOutbox, 'id' | 'action' | 'body' | 'resolves'>;
}

/** Seal a change before the transaction that writes it. */
export async function sealChange(
  vault: Vault,
  record: Kept,
  /** The revision whose two versions somebody chose between with this. */
  resolves: string | null = null,
): Promise<Change> {
  const [id, action] = [newId(), record.removed ? 'delete' : 'put'] as const;
  const body = action === 'put' ? await vault.seal(record.body, `outbox/${id}`) : null;
  return { record: await sealRecord(vault, record), operation: { id, action, body, resolves } };
}

/** The next free place in the queue. */
export async function nextPlace(database: AccountDatabase): Promise<number> {
  const last = await database.outbox.orderBy('place').last();
  return (last?.place ?? 0) + 1;
}

/** Operations of a record, oldest first. */
async function rowsOf(database: AccountDatabase, recordId: string): Promise<SealedOutbox[]> {
  return database.outbox.where('record_id').equals(recordId).sortBy('place');
}

/** What the record will be based on when everything queued before has arrived. */
function baseAfter(rows: readonly SealedOutbox[], revision: string | null): string | null {
  const waiting = rows.filter((row) => row.state === 'waiting');
  return waiting.at(-1)?.id ?? revision;
}

/** Two choices about one record are both told: none takes the place of the other. */
function givesWay(row: SealedOutbox, { resolves }: Change['operation']): boolean {
  if (row.resolves && resolves && row.resolves !== resolves) return false;
  return row.state === 'refused' || row.sent === 0;
}

/** What an operation settles; whoever goes on writing still has chosen. */
function choiceOf(
  { resolves }: Change['operation'],
  replaced: readonly SealedOutbox[],
): string | null {
  return resolves ?? replaced.find((row) => row.resolves)?.resolves ?? null;
}

/**
 * Queue an operation. Call it inside the transaction that writes the record, so neither happens alone.
 *
 * A waiting operation that was never on the wire is replaced, a refused one makes room for the
 * corrected one; an operation that may have reached the server stays and the new one builds on it.
 */
export async function enqueue(
  database: AccountDatabase,
  { record, operation }: Change,
): Promise<void> {
  const rows = await rowsOf(database, record.id);
  const replaced = rows.filter((row) => givesWay(row, operation));
  const staying = rows.filter((row) => !replaced.includes(row));
  await database.outbox.bulkDelete(replaced.map((row) => row.id));
  // What the server has never seen need not be taken back there.
  if (operation.action === 'delete' && staying.length === 0 && record.revision === null) return;
  const place = staying.length === 0 ? replaced[0]?.place : undefined;
  await database.outbox.add({
    ...operation,
    resolves: choiceOf(operation, replaced),
    kind: record.kind,
    record_id: record.id,
    base: baseAfter(staying, record.revision),
    made_at: record.changed_at,
    place: place ?? (await nextPlace(database)),
    state: 'waiting',
    sent: 0,
    problem: null,
  });
}

/** The operations to send now, oldest first, at most `limit`; they count as having been on the wire. */
export async function takeBatch(database: AccountDatabase, limit: number): Promise<OutboxRow[]> {
  const taken = await database.transaction('rw', database.outbox, async () => {
    const rows = await database.outbox.orderBy('place').toArray();
    const batch = rows.filter((row) => row.state === 'waiting').slice(0, limit);
    await database.outbox.bulkPut(batch.map((row) => ({ ...row, sent: row.sent + 1 })));
    return batch;
  });
  return openAll(taken, (row) => openOperation(database.vault, row));
}

/** What a verdict brings along, sealed before the transaction that acts on it. */
interface Brought {
  /** The body the server merged. */
  merged: Pick<SealedRecord, 'body' | 'sha256'> | null;
  reason: Sealed | null;
}

async function sealBrought(
  vault: Vault,
  { kind, record_id }: SealedOutbox,
  verdict: Verdict,
): Promise<Brought> {
  const reason = await sealReason(vault, verdict.id, verdict.problem);
  if (!verdict.body) return { merged: null, reason };
  const body = verdict.body as unknown as Bodies[RecordKind];
  const sealed = await vault.seal(body, `records/${record_id}`);
  return { merged: { body: sealed, sha256: sha256Of(kind, body) }, reason };
}

async function accept(
  database: AccountDatabase,
  row: SealedOutbox,
  verdict: Verdict,
  { merged }: Brought,
): Promise<void> {
  await database.outbox.delete(row.id);
  const record = await database.records.get(row.record_id);
  if (!record) return;
  const rest = await rowsOf(database, row.record_id);
  await database.records.put({
    ...record,
    // A body the server merged is ours now, unless newer words of ours are still on their way.
    ...(rest.length === 0 ? merged : null),
    revision: verdict.revision ?? row.id,
    overridden: verdict.verdict === 'conflict' ? verdict.overridden : record.overridden,
  });
  // Its first arrival: until now nothing could hang on it at the server.
  if (record.revision === null) await freeChildren(database, record.id);
}

/** What waits behind a refused operation of the same record builds on what was before that. */
async function rebase(database: AccountDatabase, refused: SealedOutbox): Promise<void> {
  for (const row of await rowsOf(database, refused.record_id)) {
    if (row.base === refused.id) await database.outbox.update(row.id, { base: refused.base });
  }
}

async function keepReason(
  database: AccountDatabase,
  row: SealedOutbox,
  problem: Sealed | null,
): Promise<void> {
  await database.outbox.put({ ...row, state: 'refused', problem });
  await rebase(database, row);
}

/** An operation stays, with the reason why the server does not want it as it is. */
export async function refuse(
  database: AccountDatabase,
  id: string,
  problem: Problem,
): Promise<void> {
  const reason = await sealReason(database.vault, id, problem);
  await database.transaction('rw', database.outbox, async () => {
    const row = await database.outbox.get(id);
    if (row) await keepReason(database, row, reason);
  });
}

/** What was refused because its parent was not there yet goes again now that it is. */
async function freeChildren(database: AccountDatabase, parentId: string): Promise<void> {
  const children = await database.records.where('parent').equals(parentId).primaryKeys();
  await database.outbox
    .where('record_id')
    .anyOf(children)
    .and(({ state }) => state === 'refused')
    .modify({ state: 'waiting', problem: null });
}

/** Act on one verdict: an accepted operation leaves, a refused one stays with its reason. */
export async function settle(database: AccountDatabase, verdict: Verdict): Promise<void> {
  const known = await database.outbox.get(verdict.id);
  if (!known) return;
  const brought = await sealBrought(database.vault, known, verdict);
  await database.transaction('rw', database.outbox, database.records, async () => {
    const row = await database.outbox.get(verdict.id);
    if (!row) return;
    switch (verdict.verdict) {
      case 'applied':
      case 'repeated':
      case 'merged':
      case 'conflict':
        await accept(database, row, verdict, brought);
        return;
      case 'refused':
        await keepReason(database, row, brought.reason);
        return;
      default:
        verdict.verdict satisfies never;
    }
  });
}
