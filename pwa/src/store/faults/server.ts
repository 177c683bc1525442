import type { Problem, Wire } from '../../api/client';

type Operation = Wire['Operation'];
type Verdict = Wire['Verdict'];
type Body = Record<string, unknown>;

interface Row {
  kind: string;
  body: Body;
  revision: string | null;
  state: 'there' | 'taken_back' | 'gone';
  /** When it changed last, in the order of commits. */
  number: number;
}

/** What one operation became; the history of all records. */
export interface Revision {
  record: string;
  action: Operation['action'];
  body: Body | null;
  device: string;
}

const DAY_MS = 86_400_000;
const PAGE = 7;

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

function problem(slug: string): Problem {
  return { type: `/problems/${slug}`, title: slug, status: 422 };
}

/** Field by field, as `server/sync/merge.py` does it. */
function merge(base: Body | null, theirs: Body, mine: Body): { body: Body; overridden: string[] } {
  const body: Body = {};
  const overridden: string[] = [];
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  for (const [name, value] of Object.entries(mine)) {
    const mineChanged = !base || !same(value, base[name]);
    const theirsChanged = !base || !same(theirs[name], base[name]);
    body[name] = mineChanged ? value : theirs[name];
    if (mineChanged && theirsChanged && !same(value, theirs[name])) overridden.push(name);
  }
  return { body, overridden };
}

/** The server's side of the sync protocol in memory, with everything it ever got. */
export class ModelServer {
  readonly rows = new Map<string, Row>();
  readonly revisions = new Map<string, Revision>();
  /** How often an operation changed something; more than once is a duplicate. */
  readonly applied = new Map<string, number>();
  readonly media = new Map<string, { bytes: number; whole: boolean }>();
  readonly revoked = new Set<string>();
  /** The right time, whatever the devices believe. */
  now = Date.UTC(2026, 5, 1);
  #numbers = 0;

  constructor(readonly accountOf: (device: string) => string) {}

  /** Answer one request of one device. */
  answer(device: string, path: string, init: RequestInit | undefined): Response {
    const revoked = this.revoked.has(device);
    if (path === '/health') return json({ app: 'gegenstrom', status: 'ok', version: '1' });
    if (path === '/devices/session') return json({}, revoked ? 410 : 200);
    if (revoked) return json({ title: 'Sign in', status: 401 }, 401);
    return this.#answerOwn(device, path, init);
  }

  /** Answer a device that may. */
  #answerOwn(device: string, path: string, init: RequestInit | undefined): Response {
    if (path === '/session') return json({ account_id: this.accountOf(device) });
    if (path === '/sync/push') return json({ verdicts: this.#push(device, init) });
    if (path.startsWith('/sync/pull')) return json(this.#pull(path));
    if (path.startsWith('/media/')) return this.#media(path.slice(7), init);
    return json([]);
  }

  /** Somebody takes their consent back: nothing of this is left anywhere. */
  withdraw(id: string): void {
    for (const [child, row] of this.rows) if (row.body['finding_id'] === id) this.#forget(child);
    this.#forget(id);
  }

  #forget(id: string): void {
    const row = this.rows.get(id);
    if (row) this.rows.set(id, { ...row, ...this.#changed(), state: 'gone', revision: null });
  }

  #changed(): { number: number } {
    this.#numbers += 1;
    return { number: this.#numbers };
  }

  #push(device: string, init: RequestInit | undefined): Verdict[] {
    const { operations } = JSON.parse(init?.body as string) as Wire['Push'];
    return operations.map((operation) => this.#judge(device, operation));
  }

  #judge(device: string, operation: Operation): Verdict {
    const { id } = operation;
    const said = { id, verdict: 'applied' as const, revision: id, problem: null, body: null };
    const verdict: Verdict = { ...said, overridden: [] };
    if (this.revisions.has(id)) return { ...verdict, verdict: 'repeated' };
    const why = this.#refusal(operation);
    if (why) return { ...verdict, verdict: 'refused', revision: null, problem: problem(why) };
    return { ...verdict, ...this.#apply(device, operation) };
  }

  #refusal({ kind, record_id, made_at, body, action }: Operation): string | null {
    if (this.#state(record_id) === 'gone') return 'no-consent';
    if (Date.parse(made_at) > this.now + DAY_MS) return 'clock-ahead';
    if (kind !== 'photograph' || action === 'delete') return null;
    const parent = this.#state(String(body?.['finding_id']));
    if (parent === 'gone') return 'no-consent';
    return parent ? null : 'parent-missing';
  }

  #state(id: string): Row['state'] | undefined {
    return this.rows.get(id)?.state;
  }

  #apply(device: string, operation: Operation): Partial<Verdict> {
    const { id, record_id, action, body } = operation;
    const row = this.rows.get(record_id);
    this.revisions.set(id, { record: record_id, action, body, device });
    this.applied.set(id, (this.applied.get(id) ?? 0) + 1);
    if (action === 'put') return this.#put(operation, row, body ?? {});
    const erased = { state: 'taken_back' as const, revision: id };
    if (row) this.rows.set(record_id, { ...row, ...this.#changed(), ...erased });
    return {};
  }

  #put(
    { id, kind, record_id, base }: Operation,
    row: Row | undefined,
    mine: Body,
  ): Partial<Verdict> {
    const before = base === null ? null : (this.revisions.get(base)?.body ?? null);
    const merged = row ? merge(before, row.body, mine) : { body: mine, overridden: [] };
    const { body } = merged;
    this.rows.set(record_id, { kind, body, revision: id, state: 'there', ...this.#changed() });
    if (merged.overridden.length > 0) return { verdict: 'conflict', ...merged };
    return JSON.stringify(body) === JSON.stringify(mine) ? {} : { verdict: 'merged', body };
  }

  #pull(path: string): Wire['Pulled'] {
    const after = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0);
    const later = [...this.rows].filter(([, row]) => row.number > after);
    const page = later.toSorted(([, a], [, b]) => a.number - b.number).slice(0, PAGE);
    const changes = page.map(([record_id, { kind, body, revision, state }]) => ({
      record_id,
      kind,
      revision,
      action: state === 'there' ? ('put' as const) : ('erase' as const),
      body: state === 'there' ? body : null,
    }));
    const cursor = String(page.at(-1)?.[1].number ?? after);
    return { changes, cursor, more: later.length > page.length };
  }

  #announced(sha256: string): Row | undefined {
    return [...this.rows.values()].find(
      ({ body, state }) => body['sha256'] === sha256 && state === 'there',
    );
  }

  #media(sha256: string, init: RequestInit | undefined): Response {
    const photograph = this.#announced(sha256);
    if (!photograph) return json({ ...problem('media-not-announced'), status: 404 }, 404);
    const { bytes, whole } = this.media.get(sha256) ?? { bytes: 0, whole: false };
    if (init?.method === 'HEAD') return howFar(bytes, whole);
    if (whole) return json({ received_bytes: bytes, complete: true });
    if (offsetOf(init) !== bytes) return json({ title: 'Wrong offset', status: 409 }, 409);
    const received = bytes + (init?.body as ArrayBuffer).byteLength;
    const now = { bytes: received, whole: received === photograph.body['size_bytes'] };
    this.media.set(sha256, now);
    return json({ received_bytes: now.bytes, complete: now.whole });
  }
}

function howFar(bytes: number, whole: boolean): Response {
  const headers = { 'Upload-Offset': String(bytes), 'Upload-Complete': whole ? '?1' : '?0' };
  return new Response(null, { status: 204, headers });
}

function offsetOf(init: RequestInit | undefined): number {
  const range = /bytes (\d+)-/.exec(new Headers(init?.headers).get('Content-Range') ?? '');
  return Number(range?.[1] ?? 0);
}
