import type { Fetch } from '../wire';
import type { ModelServer } from './server';

/**
 * What can become of one request. `late`: it arrives after others that were sent later, and nobody
 * waits for its answer any more.
 */
export const FATES = ['well', 'lost', 'answer_lost', 'twice', 'late', 'busy', 'portal'] as const;
export type Fate = (typeof FATES)[number];

const gone = (): never => {
  throw new TypeError('Failed to fetch');
};

/** The way of one device to the server: it can lose, double, delay and reorder. */
export class FaultyWire {
  online = true;
  /** What becomes of the next requests; when none is left, all goes well. */
  fates: Fate[] = [];
  #late: (() => void)[] = [];

  constructor(
    readonly server: ModelServer,
    readonly device: string,
  ) {}

  /** Deliver what was held up. */
  deliverLate(): void {
    for (const deliver of this.#late.splice(0)) deliver();
  }

  readonly send: Fetch = async (input, init) => {
    // A real network lets others have a turn: a tab may be killed here.
    await new Promise((go) => setImmediate(go));
    if (!this.online) return gone();
    const path = (typeof input === 'string' ? input : '').replace('/api/v1', '');
    const answer = (): Response => this.server.answer(this.device, path, init);
    return this.#meet(this.fates.shift() ?? 'well', answer);
  };

  #meet(fate: Fate, answer: () => Response): Response {
    switch (fate) {
      case 'well':
        return answer();
      case 'lost':
        return gone();
      case 'answer_lost':
        answer();
        return gone();
      case 'twice':
        answer();
        return answer();
      case 'late':
        this.#late.push(answer);
        return gone();
      case 'busy':
        return Response.json({ title: 'Busy', status: 503 }, { status: 503 });
      case 'portal':
        return new Response('<h1>Welcome to our Wi-Fi</h1>');
      default:
        return fate satisfies never;
    }
  }
}
