import type { Wire } from '../api/client';
import type { AccountDatabase } from './database';
import { parentOf, type Bodies, type Kept, type RecordKind } from './records';
import { PATIENT_MS, type Fetch, type Reach } from './wire';

type Change = Wire['Change'];

const KINDS: readonly string[] = ['exploration', 'walk', 'finding', 'photograph'];

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

async function apply(database: AccountDatabase, change: Change): Promise<void> {
  if (!KINDS.includes(change.kind)) return;
  // Our own words still on their way win here; the server merges and tells us.
  if (await database.outbox.where('record_id').equals(change.record_id).count()) return;
  if (change.action === 'erase' || !change.body) await database.records.delete(change.record_id);
  else await database.records.put(recordOf(change));
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

/** Fetch what changed since the last cursor; a page and its cursor are kept together or not at all. */
export async function pull(database: AccountDatabase, send: Fetch): Promise<Reach> {
  for (;;) {
    const after = ((await database.notes.get('cursor'))?.value as string | undefined) ?? '';
    const page = await fetchPage(send, after);
    if (typeof page === 'string') return page;
    const { records, outbox, notes } = database;
    await database.transaction('rw', records, outbox, notes, async () => {
      for (const change of page.changes) await apply(database, change);
      await notes.put({ key: 'cursor', value: page.cursor });
    });
    if (!page.more || page.cursor === after) return 'ok';
  }
}

const AROUND_MS = 10 * 60_000;

/** People and places around the records, for choosing without a network; asked for again after ten minutes. */
export async function pullAround(database: AccountDatabase, send: Fetch): Promise<void> {
  const last = (await database.notes.get('around_at'))?.value as number | undefined;
  if (last !== undefined && Date.now() - last < AROUND_MS) return;
  for (const key of ['participants', 'colleagues', 'spaces', 'basemaps']) {
    const answer = await send(`/api/v1/${key}`, { cache: 'no-store' }).catch(() => null);
    if (!answer?.ok) return;
    await database.notes.put({ key, value: await answer.json() });
  }
  await database.notes.put({ key: 'around_at', value: Date.now() });
}
