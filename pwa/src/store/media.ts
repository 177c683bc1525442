import type { Problem, Wire } from '../api/client';
import type { AccountDatabase, MediaRow } from './database';
import { openMedia } from './rows';
import { PATIENT_MS, QUICK_MS, type Fetch, type Reach } from './wire';

const CHUNK_BYTES = 1_000_000;

/**
 * Hashes of photographs whose record the server has and whose bytes it lacks. Reads keys only: the
 * bytes of a hundred photographs would not fit into a phone's memory.
 */
export async function owedMedia(database: AccountDatabase): Promise<string[]> {
  const here = new Set(await database.media.where({ arrived: 0 }).primaryKeys());
  if (here.size === 0) return [];
  const records = await database.records.where({ kind: 'photograph' }).toArray();
  const hashes = records
    .filter((record) => !record.removed && record.revision !== null)
    .flatMap(({ sha256 }) => sha256 ?? []);
  return [...new Set(hashes)].filter((sha256) => here.has(sha256));
}

function address(row: MediaRow): string {
  return `/api/v1/media/${row.sha256}`;
}

/** How many bytes the server has; null when it does not answer sensibly. */
async function offsetAt(send: Fetch, row: MediaRow): Promise<number | null> {
  const answer = await send(address(row), {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(QUICK_MS),
  });
  const offset = Number(answer.headers.get('Upload-Offset') ?? Number.NaN);
  return answer.ok && Number.isFinite(offset) ? offset : null;
}

async function putFrom(send: Fetch, row: MediaRow, offset: number): Promise<Response> {
  const size = row.bytes.byteLength;
  const end = Math.min(size, offset + CHUNK_BYTES);
  const whole = offset === 0 && end === size;
  const range = `bytes ${offset}-${end - 1}/${size}`;
  return send(address(row), {
    method: 'PUT',
    headers: { 'Content-Type': row.type, ...(whole ? {} : { 'Content-Range': range }) },
    body: row.bytes.slice(offset, end),
    signal: AbortSignal.timeout(PATIENT_MS),
  });
}

type Came = Problem | 'arrived' | 'later';

/** What an answer to a range means: done, where to go on, or why not. */
async function judge(answer: Response, offset: number): Promise<Came | number> {
  if (answer.status === 401 || answer.status >= 500) return 'later';
  if (!answer.ok) return (await answer.json()) as Problem;
  const received = (await answer.json()) as Wire['Received'];
  if (received.complete) return 'arrived';
  return received.received_bytes > offset ? received.received_bytes : 'later';
}

/** Send one photograph from where the server stopped. The reason when the server does not want it. */
async function sendOne(send: Fetch, row: MediaRow): Promise<Came> {
  let offset = await offsetAt(send, row);
  while (offset !== null && offset < row.bytes.byteLength) {
    const answer = await putFrom(send, row, offset);
    const came = answer.status === 409 ? await offsetAt(send, row) : await judge(answer, offset);
    if (typeof came !== 'number') return came ?? 'later';
    offset = came;
  }
  return offset === null ? 'later' : 'arrived';
}

async function sendByHash(database: AccountDatabase, send: Fetch, sha256: string): Promise<Reach> {
  const sealed = await database.media.get(sha256);
  if (!sealed) return 'ok';
  const row = await openMedia(database.vault, sealed);
  const came = await sendOne(send, row).catch(() => 'unreachable' as const);
  if (came === 'unreachable') return came;
  if (came === 'later') return 'busy';
  const problem = came === 'arrived' ? null : came;
  await database.media.update(sha256, {
    arrived: problem ? 0 : 1,
    problem: await database.vault.sealIfAny(problem, `media.problem/${sha256}`),
  });
  return 'ok';
}

/** Send the bytes of announced photographs. They stay on the device, also after the server has them. */
export async function sendMedia(database: AccountDatabase, send: Fetch): Promise<Reach> {
  let reach: Reach = 'ok';
  for (const sha256 of await owedMedia(database)) {
    const now = await sendByHash(database, send, sha256);
    if (now === 'unreachable') return now;
    if (now !== 'ok') reach = now;
  }
  return reach;
}
