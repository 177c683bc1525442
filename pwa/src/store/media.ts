import type { Problem, Wire } from '../api/client';
import { ARRIVAL, type AccountDatabase, type Arrival, type MediaRow } from './database';
import { NoRoom, orNoRoom } from './room';
import { openMedia } from './rows';
import { PATIENT_MS, problemIn, QUICK_MS, type Fetch, type Reach } from './wire';

const CHUNK_BYTES = 1_000_000;
/** Answers that say nothing about the photograph: sign in, not now, too much, too slow. */
const LATER: readonly number[] = [401, 403, 408, 425, 429];

/** What an answer means: done, not now, somebody else answered, or why not. */
type Came = Problem | 'arrived' | 'later' | 'captive';

/**
 * Hashes of photographs whose record the server has and whose bytes are owed. Reads keys only: the
 * bytes of a hundred photographs would not fit into a phone's memory.
 */
export async function owedMedia(database: AccountDatabase): Promise<string[]> {
  return shownMedia(database, await keysOf(database, ARRIVAL.owed));
}

/** Hashes of photographs that the server turned away. */
export async function refusedMedia(database: AccountDatabase): Promise<string[]> {
  return shownMedia(database, await keysOf(database, ARRIVAL.refused));
}

async function keysOf(database: AccountDatabase, arrived: Arrival): Promise<Set<string>> {
  return new Set(await database.media.where({ arrived }).primaryKeys());
}

async function shownMedia(database: AccountDatabase, keys: Set<string>): Promise<string[]> {
  if (keys.size === 0) return [];
  const records = await database.records.where({ kind: 'photograph' }).toArray();
  const hashes = records
    .filter((record) => !record.removed && record.revision !== null)
    .flatMap(({ sha256 }) => sha256 ?? []);
  return [...new Set(hashes)].filter((sha256) => keys.has(sha256));
}

function address(sha256: string): string {
  return `/api/v1/media/${sha256}`;
}

const saysNothing = (status: number): boolean => LATER.includes(status) || status >= 500;

/**
 * How far the server is. A refusal of this question has no words: then the answer to the first range
 * tells the reason. Bytes it has, or that it has confirmed the hash of the whole. */
async function askHowFar(send: Fetch, sha256: string): Promise<number | 'arrived' | null> {
  const answer = await send(address(sha256), {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(QUICK_MS),
  });
  if (!answer.ok) return saysNothing(answer.status) ? null : 0;
  if (answer.headers.get('Upload-Complete') === '?1') return 'arrived';
  const offset = Number(answer.headers.get('Upload-Offset') ?? Number.NaN);
  return Number.isFinite(offset) ? offset : null;
}

async function putFrom(send: Fetch, row: MediaRow, offset: number): Promise<Response> {
  const size = row.bytes.byteLength;
  const end = Math.min(size, offset + CHUNK_BYTES);
  const whole = offset === 0 && end === size;
  const range = `bytes ${offset}-${end - 1}/${size}`;
  return send(address(row.sha256), {
    method: 'PUT',
    headers: { 'Content-Type': row.type, ...(whole ? {} : { 'Content-Range': range }) },
    body: row.bytes.slice(offset, end),
    signal: AbortSignal.timeout(PATIENT_MS),
  });
}

/** What an answer to a range means, or where to go on. */
async function judge(answer: Response, offset: number): Promise<Came | number> {
  if (saysNothing(answer.status)) return 'later';
  if (!answer.ok) return (await problemIn(answer)) ?? 'captive';
  const received = (await answer.json()) as Wire['Received'];
  if (received.complete) return 'arrived';
  return received.received_bytes > offset ? received.received_bytes : 'later';
}

/** Send one photograph from where the server stopped. */
async function sendOne(send: Fetch, row: MediaRow): Promise<Came> {
  let offset = await askHowFar(send, row.sha256);
  // Where the server has every byte and has not confirmed the hash, the last range asks it to.
  while (typeof offset === 'number') {
    const from: number = Math.min(offset, Math.max(0, row.bytes.byteLength - 1));
    const answer = await putFrom(send, row, from);
    const came =
      answer.status === 409 ? await askHowFar(send, row.sha256) : await judge(answer, from);
    if (answer.status === 409 && came === from) return 'later';
    if (came === null) return 'later';
    if (typeof came !== 'number') return came;
    offset = came;
  }
  return offset ?? 'later';
}

async function sendByHash(database: AccountDatabase, send: Fetch, sha256: string): Promise<Reach> {
  const sealed = await database.media.get(sha256);
  if (!sealed) return 'ok';
  const row = await openMedia(database.vault, sealed);
  const came = await sendOne(send, row).catch(() => 'unreachable' as const);
  if (came === 'unreachable' || came === 'captive') return came;
  if (came === 'later') return 'busy';
  await conclude(database, sha256, came === 'arrived' ? null : came);
  return 'ok';
}

/** Note what the server said. That writes the bytes anew, for which a full device has no room. */
async function conclude(
  database: AccountDatabase,
  sha256: string,
  reason: Problem | null,
): Promise<void> {
  const problem = await database.vault.sealIfAny(reason, `media.problem/${sha256}`);
  const arrived = reason ? ARRIVAL.refused : ARRIVAL.confirmed;
  try {
    await orNoRoom(() => database.media.update(sha256, { arrived, problem }));
  } catch (error) {
    if (reason || !(error instanceof NoRoom)) throw error;
    // The server has them, whole and with the right hash: here they can go.
    await database.media.delete(sha256);
  }
}

/** Send the bytes of announced photographs. They stay on the device, also after the server has them. */
export async function sendMedia(
  database: AccountDatabase,
  send: Fetch,
  onSent: () => void = () => undefined,
): Promise<Reach> {
  let reach: Reach = 'ok';
  for (const sha256 of await owedMedia(database)) {
    const now = await sendByHash(database, send, sha256);
    if (now === 'unreachable' || now === 'captive') return now;
    if (now === 'ok') onSent();
    else reach = now;
  }
  return reach;
}

/**
 * Make room: take bytes off the device that the server says it has, whole and with the right hash.
 * It is asked again for each; what it does not confirm now stays. How many went.
 */
export async function letGoOfArrived(database: AccountDatabase, send: Fetch): Promise<number> {
  let gone = 0;
  for (const sha256 of await keysOf(database, ARRIVAL.confirmed)) {
    const far = await askHowFar(send, sha256).catch(() => null);
    if (far !== 'arrived') continue;
    await database.media.delete(sha256);
    gone += 1;
  }
  return gone;
}
