import type { Wire } from '../api/client';
import type { AccountDatabase, OutboxRow } from './database';
import { refuse, settle, takeBatch } from './outbox';
import { PATIENT_MS, problemIn, type Fetch, type Reach } from './wire';

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
  const { id, kind, record_id, action, base, made_at, body, resolves = null } = row;
  const operation = { id, kind, record_id, action, base, made_at, body };
  return resolves ? { ...operation, resolves } : operation;
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

/** No server of ours in front says "too much" in words of ours. */
const TOO_LARGE = 413;

/**
 * The whole batch was turned away. One operation alone carries the blame and the reason; more are
 * tried singly. Whoever answers without a reason of ours is not our server, and blames nobody.
 */
async function blame(
  pushing: Pushing,
  batch: readonly OutboxRow[],
  answer: Response,
): Promise<'captive' | null> {
  const title = `HTTP ${answer.status}`;
  const large = { type: 'about:blank', title, status: answer.status };
  const problem = (await problemIn(answer)) ?? (answer.status === TOO_LARGE ? large : null);
  if (!problem) return 'captive';
  const [row] = batch;
  if (!row || batch.length > 1) return null;
  await refuse(pushing.database, row.id, problem);
  return null;
}

function stopsSync(status: number): Reach | null {
  if (status === 401) return 'signed_out';
  if (status === 403 || status === 408 || status === 429 || status >= 500) return 'busy';
  return null;
}

/** Why nothing more is sent now; null when the batch was turned away for what is in it. */
async function obstacleOf(
  pushing: Pushing,
  batch: readonly OutboxRow[],
  answer: Response,
): Promise<Reach | null> {
  return stopsSync(answer.status) ?? blame(pushing, batch, answer);
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
    if (!answer.ok) {
      const stop = await obstacleOf(pushing, batch, answer);
      if (stop) return stop;
      most = 1;
      continue;
    }
    const now = await settleAll(pushing, answer);
    if (now === 0) return 'busy';
    settled += now;
    pushing.onProgress?.(settled);
  }
}
