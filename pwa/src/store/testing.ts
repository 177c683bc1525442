import type { Problem, Wire } from '../api/client';
import { importKey, randomBytes } from './cipher';
import type { Finding } from './records';
import { Store, type Entry } from './store';
import { newId } from './uuid';

type Operation = Wire['Operation'];
type Verdict = Wire['Verdict'];

export const ACCOUNT = '0199aaaa-0000-7000-8000-000000000001';

export const KEY = await importKey(randomBytes(32));

/** A store of its own for one test. */
export function makeStore(): Store {
  return new Store(newId(), KEY);
}

export function makeFinding(note: string, change: Partial<Finding> = {}): Finding {
  return {
    walk_id: '0199aaaa-0000-7000-8000-00000000000a',
    kind: 'barrier',
    question: 'kerb',
    subcategory: null,
    felt_effect: null,
    groups: [],
    note,
    location: null,
    location_source: null,
    accuracy_m: null,
    seen_at: '2026-03-01T10:00:00Z',
    author_participant_id: null,
    who_spoke: null,
    ...change,
  };
}

export function entry(id: string, note: string, change: Partial<Finding> = {}): Entry<'finding'> {
  return { kind: 'finding', id, body: makeFinding(note, change) };
}

export function verdict(operation: Pick<Operation, 'id'>, change: Partial<Verdict> = {}): Verdict {
  return {
    id: operation.id,
    verdict: 'applied',
    revision: operation.id,
    problem: null,
    body: null,
    overridden: [],
    ...change,
  };
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** A server small enough to lose: it answers like ours and remembers what it got. */
export class FakeServer {
  readonly operations = new Map<string, Operation>();
  readonly received = new Map<string, number>();
  /** Photographs that are whole, with the right hash. */
  readonly confirmed = new Set<string>();
  /** What it answers to photographs, if it does not want them. */
  turnsAway: Problem | null = null;
  pushes = 0;
  down = false;
  portal = false;
  signedIn: string | null = ACCOUNT;
  /** The answer to the next push is lost on its way back. */
  losesAnswer = false;
  judge: (operation: Operation) => Verdict = (operation) => verdict(operation);
  changes: Wire['Pulled'] = { changes: [], cursor: '', more: false };

  /** Stands in for `fetch`. */
  send: typeof fetch = async (input, init) => {
    await Promise.resolve();
    if (this.down) throw new TypeError('Failed to fetch');
    if (this.portal) return new Response('<h1>Welcome to our Wi-Fi</h1>');
    const address = typeof input === 'string' ? input : '';
    return this.#answer(address.replace('/api/v1', ''), init);
  };

  #answer(path: string, init: RequestInit | undefined): Response {
    if (path === '/health') return json({ app: 'gegenstrom', status: 'ok', version: '1' });
    if (this.signedIn === null) return json({ title: 'Sign in first', status: 401 }, 401);
    if (path === '/session') return json({ account_id: this.signedIn });
    if (path === '/sync/push') return this.#push(init);
    if (path.startsWith('/sync/pull')) return json(this.changes);
    if (path.startsWith('/media/')) return this.#media(path.slice(7), init);
    return json([]);
  }

  #push(init: RequestInit | undefined): Response {
    this.pushes += 1;
    const { operations } = JSON.parse(init?.body as string) as Wire['Push'];
    const verdicts = operations.map((operation) => {
      const known = this.operations.has(operation.id);
      this.operations.set(operation.id, operation);
      return known ? verdict(operation, { verdict: 'repeated' }) : this.judge(operation);
    });
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw new TypeError('Failed to fetch');
    }
    return json({ verdicts });
  }

  #howFar(sha256: string, received: number): Response {
    const complete = this.confirmed.has(sha256) ? '?1' : '?0';
    const headers = { 'Upload-Offset': String(received), 'Upload-Complete': complete };
    return new Response(null, { status: 204, headers });
  }

  #media(sha256: string, init: RequestInit | undefined): Response {
    const before = this.received.get(sha256) ?? 0;
    if (init?.method === 'HEAD') return this.#howFar(sha256, before);
    const bytes = (init?.body as ArrayBuffer).byteLength;
    const [from, total] = rangeOf(init, bytes);
    if (from !== before) return json({ title: 'Wrong offset', expected_offset: before }, 409);
    if (this.turnsAway) return json(this.turnsAway, this.turnsAway.status);
    this.received.set(sha256, before + bytes);
    const complete = before + bytes === total;
    if (complete) this.confirmed.add(sha256);
    return json({ received_bytes: before + bytes, complete });
  }
}

function rangeOf(init: RequestInit | undefined, bytes: number): [from: number, total: number] {
  const header = new Headers(init?.headers).get('Content-Range') ?? '';
  const [, from = '0', total = String(bytes)] = /bytes (\d+)-\d+\/(\d+)/.exec(header) ?? [];
  return [Number(from), Number(total)];
}
