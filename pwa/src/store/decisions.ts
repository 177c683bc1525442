import type { Wire } from '../api/client';
import type { AccountDatabase } from './database';
import { readNote, writeNote } from './rows';
import { PATIENT_MS, type Fetch } from './wire';

/** Two versions of a record, until somebody has chosen; the later one counts meanwhile. */
export type Conflict = Wire['Conflict'];

export const DECISIONS = 'conflicts';
/** There while the list below may have changed at the server. */
export const DECISIONS_STALE = 'conflicts_stale';

const OFTEN_MS = 10 * 60_000;

/** What has two versions, for choosing without a network; read anew when something changed. */
export async function pullDecisions(database: AccountDatabase, send: Fetch): Promise<void> {
  const asked = await readNote<number>(database, 'conflicts_at');
  const stale = await readNote<boolean>(database, DECISIONS_STALE);
  if (!stale && asked !== undefined && Date.now() - asked < OFTEN_MS) return;
  const answer = await send('/api/v1/sync/conflicts', {
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENT_MS),
  }).catch(() => null);
  if (!answer?.ok) return;
  await writeNote(database, DECISIONS, await answer.json());
  await writeNote(database, 'conflicts_at', Date.now());
  await database.notes.delete(DECISIONS_STALE);
}

/** What still waits for a choice: what this device has chosen meanwhile is left out. */
export async function openDecisions(database: AccountDatabase): Promise<Conflict[]> {
  const chosen = new Set((await database.outbox.toArray()).map(({ resolves }) => resolves));
  const all = (await readNote<Conflict[]>(database, DECISIONS)) ?? [];
  return all.filter(({ revision }) => !chosen.has(revision));
}
