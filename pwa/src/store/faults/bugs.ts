import { newId } from '../uuid';
import type { Action } from './actions';
import type { PromiseName } from './model';
import type { Bug, Phone } from './phone';
import type { Fetch } from '../wire';

type Meddling = (send: Fetch, phone: Phone) => Fetch;

/** Come between the app and the wire, as a careless line in the app would. */
const onTheWire =
  (meddle: Meddling): Bug =>
  (phone) => {
    const send = phone.wire.send;
    Object.defineProperty(phone.wire, 'send', { value: meddle(send, phone) });
  };

const isPush = (input: unknown): boolean => input === '/api/v1/sync/push';

interface Pushed {
  operations: { id: string }[];
}
const operationsOf = (init: RequestInit | undefined): Pushed['operations'] =>
  (JSON.parse(init?.body as string) as Pushed).operations;

/** A queue that lets go of a request before its answer: workbox#2599. */
const forgetsBeforeTheAnswer = onTheWire((send, phone) => async (input, init) => {
  if (isPush(input))
    await phone.store.database.outbox.bulkDelete(operationsOf(init).map(({ id }) => id));
  return send(input, init);
});

/** Any "200 OK" counts as a receipt, also a captive portal's. */
const believesEverybody = onTheWire((send) => async (input, init) => {
  const answer = await send(input, init);
  const html = await answer.clone().text();
  if (!html.startsWith('<')) return answer;
  if (input === '/api/v1/health') return Response.json({ app: 'gegenstrom' });
  if (!isPush(input)) return answer;
  const verdicts = operationsOf(init).map(({ id }) => ({
    id,
    verdict: 'applied',
    revision: id,
    problem: null,
    body: null,
    overridden: [],
  }));
  return Response.json({ verdicts });
});

/** Every try gets a new id, so the server cannot know that it had it. */
const newIdAtEveryTry = onTheWire((send) => async (input, init) => {
  if (!isPush(input)) return send(input, init);
  const push = JSON.parse(init?.body as string) as Pushed;
  const ids = new Map(push.operations.map(({ id }) => [newId(), id]));
  const renamed = [...ids.keys()].map((id, place) => ({ ...push.operations[place], id }));
  const answer = await send(input, {
    ...init,
    body: JSON.stringify({ ...push, operations: renamed }),
  });
  const body = (await answer.text()).replaceAll(/[0-9a-f-]{36}/g, (id) => ids.get(id) ?? id);
  return new Response(body, { status: answer.status });
});

/** Record and operation in two transactions. */
const notInOneTransaction: Bug = ({ store: { database } }) => {
  const transaction = database.transaction.bind(database) as (...asked: unknown[]) => unknown;
  const apart = (...asked: unknown[]): unknown =>
    asked[0] === 'rw' && Array.isArray(asked[1]) && asked[1].length === 4
      ? (asked.at(-1) as () => Promise<unknown>)()
      : transaction(...asked);
  Object.defineProperty(database, 'transaction', { value: apart });
};

/** The newest goes first, as in a stack. */
const newestFirst = onTheWire((send) => async (input, init) => {
  if (!isPush(input)) return send(input, init);
  const push = JSON.parse(init?.body as string) as Pushed;
  push.operations.reverse();
  return send(input, { ...init, body: JSON.stringify(push) });
});

/** The first range that is taken counts as the whole photograph. */
const believesTheFirstRange = onTheWire((send) => async (input, init) => {
  const answer = await send(input, init);
  if (init?.method !== 'PUT' || !answer.ok) return answer;
  return Response.json({ received_bytes: 1, complete: true });
});

/** Drafts live in memory only. */
const draftsInMemory: Bug = ({ store }) => {
  store.saveDraft = () => Promise.resolve();
};

/** An erasure is taken for an ordinary change and passed over. */
const passesOverErasures = onTheWire((send) => async (input, init) => {
  const answer = await send(input, init);
  if (typeof input !== 'string' || !input.includes('/pull') || !answer.ok) return answer;
  const page = (await answer.json().catch(() => null)) as { changes: { action: string }[] } | null;
  if (!page) return answer;
  const changes = page.changes.filter(({ action }) => action === 'put');
  return Response.json({ ...page, changes });
});

/** The cursor moves on before its page is kept; every third time the tab dies between the two. */
const cursorFirst: Bug = (phone) => {
  let pulls = 0;
  onTheWire((send) => async (input, init) => {
    const answer = await send(input, init);
    if (typeof input !== 'string' || !input.includes('/pull') || !answer.ok) return answer;
    const page = (await answer
      .clone()
      .json()
      .catch(() => null)) as { cursor: string } | null;
    pulls += 1;
    if (!page || pulls % 3 > 0) return answer;
    await phone.store.setNote('cursor', page.cursor);
    throw new TypeError('Failed to fetch');
  })(phone);
};

/** What comes out of a file gets new ids, so the server cannot know that it had it. */
const newIdsFromTheFile: Bug = ({ store }) => {
  const takeIn = store.takeIn.bind(store);
  store.takeIn = (unsent) => {
    const outbox = unsent.outbox.map((row) => ({ ...row, id: newId() }));
    return takeIn({ ...unsent, outbox });
  };
};

interface Deliberate {
  bug: Bug;
  /** The promises it may break. */
  breaks: readonly PromiseName[];
  /** What happens when it shows: a run of these finds it in seconds. */
  when: readonly Action['do'][];
  /** It shows on one phone alone. */
  alone?: true;
}

/** At least one deliberate bug for each promise. */
export const BUGS: Record<string, Deliberate> = {
  forgetsBeforeTheAnswer: {
    bug: forgetsBeforeTheAnswer,
    breaks: ['kept', 'whole'],
    when: ['record', 'edit', 'sync'],
  },
  believesEverybody: {
    bug: believesEverybody,
    breaks: ['acknowledged', 'kept', 'photograph'],
    when: ['record', 'sync'],
  },
  newIdAtEveryTry: {
    bug: newIdAtEveryTry,
    breaks: ['once', 'acknowledged', 'order'],
    when: ['record', 'sync'],
  },
  notInOneTransaction: {
    bug: notInOneTransaction,
    breaks: ['whole'],
    when: ['record', 'kill', 'fill'],
  },
  newestFirst: {
    bug: newestFirst,
    breaks: ['order', 'kept'],
    when: ['record', 'edit', 'sync'],
    alone: true,
  },
  believesTheFirstRange: {
    bug: believesTheFirstRange,
    breaks: ['photograph'],
    when: ['record', 'photograph', 'sync'],
  },
  draftsInMemory: { bug: draftsInMemory, breaks: ['draft'], when: ['draft', 'kill'] },
  passesOverErasures: {
    bug: passesOverErasures,
    breaks: ['gone', 'same'],
    when: ['record', 'sync', 'withdraw'],
  },
  cursorFirst: { bug: cursorFirst, breaks: ['same'], when: ['record', 'sync', 'kill'] },
  newIdsFromTheFile: {
    bug: newIdsFromTheFile,
    breaks: ['once', 'order', 'same'],
    when: ['record', 'sync', 'carry'],
  },
};
