import type { Problem, Wire } from '../api/client';
import type { AccountDatabase, OutboxRow } from './database';
import { settle, takeBatch } from './outbox';
import { sealReason } from './rows';
import { PATIENT_MS, type Fetch, type Reach } from './wire';

const MOST = 100;

/** What pushing needs to know. */
export interface Pushing {
  database: AccountDatabase;
  deviceId: string;
  send: Fetch;
  /** Called after each batch with the number of operations settled so far. */
  onProgress?: (settled: number) => void;
}

function wireOf(row: OutboxRow): Wire['Operation'] {
  const { id, kind, record_id, action, base, made_at, body } = row;
  return { id, kind, record_id, action, base, made_at, body };
}

async function sendBatch(pushing: Pushing, batch: readonly OutboxRow[]): Promise<Response> {
  const push = { device_id: pushing.deviceId, operations: batch.map(wireOf) };
  return pushing.send('/api/v1/sync/push', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(push),
    signal: AbortSignal.timeout(PATIENT_MS),
  });
}

/** The whole batch was turned away. One operation alone carries the blame and the reason; more are tried singly. */
async function blame(pushing: Pushing, batch: OutboxRow[], answer: Response): Promise<void> {
  const [row] = batch;
  if (!row || batch.length > 1) return;
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  const unknown = { type: 'about:blank', title: `HTTP ${answer.status}`, status: answer.status };
  const reason = await sealReason(pushing.database.vault, row.id, problem ?? unknown);
  await pushing.database.outbox.update(row.id, { state: 'refused', problem: reason });
}

function stopsSync(status: number): Reach | null {
  if (status === 401) return 'signed_out';
  if (status === 403 || status === 429 || status >= 500) return 'busy';
  return null;
}

async function settleAll(pushing: Pushing, answer: Response): Promise<number> {
  const { verdicts } = (await answer.json()) as Wire['Pushed'];
  for (const verdict of verdicts) await settle(pushing.database, verdict);
  return verdicts.length;
}

/** Send what waits, batch by batch, until nothing waits or the server cannot be reached. */
export async function push(pushing: Pushing): Promise<Reach> {
  let most = MOST;
  let settled = 0;
  for (;;) {
    const batch = await takeBatch(pushing.database, most);
    if (batch.length === 0) return 'ok';
    const answer = await sendBatch(pushing, batch).catch(() => null);
    if (!answer) return 'unreachable';
    const stop = stopsSync(answer.status);
    if (stop) return stop;
    if (!answer.ok) {
      await blame(pushing, batch, answer);
      most = 1;
      continue;
    }
    const now = await settleAll(pushing, answer);
    if (now === 0) return 'busy';
    settled += now;
    pushing.onProgress?.(settled);
  }
}
