import type { Wire } from '../api/client';
import type { AccountDatabase, SealedNote, SealedRecord } from './database';
import { READ_BACK } from './carrying';
import { DECISIONS_STALE } from './decisions';
import { forget } from './forgetting';
import { parentOf, type Bodies, type Kept, type RecordKind } from './records';
import { readNote, sealNote, sealRecord, writeNote } from './rows';
import { PATIENT_MS, QUICK_MS, type Fetch, type Reach } from './wire';

type Change = Wire['Change'];

const KINDS: readonly string[] = [
  'exploration',
  'walk',
  'finding',
  'photograph',
  'consent',
  'network_map',
  'contact',
  'tie',
];

function recordOf(change: Change): Kept {
  const kind = change.kind as RecordKind;
  const body = change.body as unknown as Bodies[RecordKind];
  return {
    id: change.record_id,
    kind,
    body,
    parent: parentOf(kind, body),
    revision: change.revision,
    changed_at: new Date().toISOString(),
    removed: false,
    overridden: [],
  };
}

/** A change with the record it brings, sealed before the transaction that writes it. */
interface Arriving {
  change: Change;
  record: SealedRecord | null;
}

async function sealArriving(database: AccountDatabase, change: Change): Promise<Arriving> {
  const brings = change.action === 'put' && change.body;
  return { change, record: brings ? await sealRecord(database.vault, recordOf(change)) : null };
}

async function apply(database: AccountDatabase, { change, record }: Arriving): Promise<void> {
  if (change.action === 'erase' && change.revision === null) {
    await forget(database, change.record_id);
    return;
  }
  // Our own words still on their way win here; the server merges and tells us.
  if (await database.outbox.where('record_id').equals(change.record_id).count()) return;
  if (record) await database.records.put(record);
  else await database.records.delete(change.record_id);
}

async function keepPage(
  database: AccountDatabase,
  page: readonly Arriving[],
  cursor: SealedNote,
): Promise<void> {
  const { records, outbox, notes, media, drafts } = database;
  await database.transaction('rw', [records, outbox, notes, media, drafts], async () => {
    for (const arriving of page) await apply(database, arriving);
    // Who can be chosen has changed with what went.
    if (page.some(({ change }) => change.action === 'erase')) await notes.delete('around_at');
    await notes.put(cursor);
  });
}

async function fetchPage(send: Fetch, after: string): Promise<Wire['Pulled'] | Reach> {
  const answer = await send(`/api/v1/sync/pull?after=${encodeURIComponent(after)}&limit=500`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENT_MS),
  }).catch(() => null);
  if (!answer) return 'unreachable';
  if (answer.status === 401) return 'signed_out';
  return answer.ok ? ((await answer.json()) as Wire['Pulled']) : 'busy';
}

/** After a file was read back everything is fetched from the beginning. */
async function startOf(database: AccountDatabase): Promise<{ after: string; readBack: string[] }> {
  const readBack = (await readNote<string[]>(database, READ_BACK)) ?? [];
  const cursor = (await readNote<string>(database, 'cursor')) ?? '';
  return { after: readBack.length > 0 ? '' : cursor, readBack };
}

/** Of what came from a file, forget what the server had once and has no more: somebody wanted it gone. */
async function forgetGhosts(
  database: AccountDatabase,
  readBack: readonly string[],
  seen: ReadonlySet<string>,
): Promise<void> {
  const { records, outbox, notes, media, drafts } = database;
  await database.transaction('rw', [records, outbox, notes, media, drafts], async () => {
    for (const id of readBack.filter((one) => !seen.has(one))) {
      const record = await records.get(id);
      const waits = await outbox.where('record_id').equals(id).count();
      if (record && record.revision !== null && waits === 0) await forget(database, id);
    }
    await notes.delete(READ_BACK);
  });
}

async function sealAll(database: AccountDatabase, changes: readonly Change[]): Promise<Arriving[]> {
  const arriving: Arriving[] = [];
  // Kinds of a later server are left alone: this app would not know what to do with them.
  const known = changes.filter(({ kind }) => KINDS.includes(kind));
  for (const change of known) arriving.push(await sealArriving(database, change));
  return arriving;
}

/** What changed may have two versions now, or one again. */
async function noteChanges(
  database: AccountDatabase,
  arriving: readonly Arriving[],
): Promise<void> {
  if (arriving.length > 0) await writeNote(database, DECISIONS_STALE, true);
}

/** Fetch what changed since the last cursor; a page and its cursor are kept together or not at all. */
export async function pull(database: AccountDatabase, send: Fetch): Promise<Reach> {
  const { after: start, readBack } = await startOf(database);
  const seen = new Set<string>();
  let after = start;
  for (;;) {
    const page = await fetchPage(send, after);
    if (typeof page === 'string') return page;
    const arriving = await sealAll(database, page.changes);
    for (const { change, record } of arriving) if (record) seen.add(change.record_id);
    await keepPage(database, arriving, await sealNote(database.vault, 'cursor', page.cursor));
    await noteChanges(database, arriving);
    if (!page.more || page.cursor === after) break;
    after = page.cursor;
  }
  if (readBack.length > 0) await forgetGhosts(database, readBack, seen);
  return 'ok';
}

const AROUND_MS = 10 * 60_000;

/** People and places around the records, for choosing without a network; asked for again after ten minutes. */
export async function pullAround(database: AccountDatabase, send: Fetch): Promise<void> {
  const last = await readNote<number>(database, 'around_at');
  if (last !== undefined && Date.now() - last < AROUND_MS) return;
  for (const key of ['participants', 'colleagues', 'spaces', 'basemaps', 'information']) {
    const answer = await send(`/api/v1/${key}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(QUICK_MS),
    }).catch(() => null);
    if (!answer?.ok) return;
    await writeNote(database, key, await answer.json());
  }
  await writeNote(database, 'around_at', Date.now());
}
