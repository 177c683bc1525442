import type { Problem, Wire } from '../api/client';
import type { AccountDatabase, MediaRow } from './database';
import type { Photograph } from './records';
import { PATIENT_MS, type Fetch, type Reach } from './wire';

const CHUNK_BYTES = 1_000_000;

/** Photographs of records whose bytes the server lacks; with `announced` only those whose record it has. */
export async function unsentMedia(
  database: AccountDatabase,
  announced = false,
): Promise<MediaRow[]> {
  const records = await database.records.where({ kind: 'photograph' }).toArray();
  const wanted = records.filter(
    (record) => !record.removed && (!announced || record.revision !== null),
  );
  const hashes = wanted.map((record) => (record.body as Photograph).sha256);
  const rows = await database.media.bulkGet([...new Set(hashes)]);
  return rows.filter((row) => row?.arrived_at === null) as MediaRow[];
}

function address(row: MediaRow): string {
  return `/api/v1/media/${row.sha256}`;
}

/** How many bytes the server has; null when it does not answer sensibly. */
async function offsetAt(send: Fetch, row: MediaRow): Promise<number | null> {
  const answer = await send(address(row), { method: 'HEAD', cache: 'no-store' });
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

/** Send the bytes of announced photographs. They stay on the device until the server's hash was right. */
export async function sendMedia(database: AccountDatabase, send: Fetch): Promise<Reach> {
  let reach: Reach = 'ok';
  for (const row of await unsentMedia(database, true)) {
    const came = await sendOne(send, row).catch(() => 'unreachable' as const);
    if (came === 'unreachable') return 'unreachable';
    if (came === 'later') {
      reach = 'busy';
      continue;
    }
    await database.media.update(
      row.sha256,
      came === 'arrived'
        ? { arrived_at: new Date().toISOString(), problem: null }
        : { problem: came },
    );
  }
  return reach;
}
