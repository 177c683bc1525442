import { newId } from '../uuid';
import { READ_BACK } from '../carrying';
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
  operations: { id: string; made_at: string }[];
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

/** The queue is sorted by a clock that somebody can set. */
const sortsByTheClock = onTheWire((send) => async (input, init) => {
  if (!isPush(input)) return send(input, init);
  const push = JSON.parse(init?.body as string) as Pushed;
  push.operations.sort((a, b) => a.made_at.localeCompare(b.made_at));
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

/** The cursor moves on before its page is kept. */
const cursorFirst = onTheWire((send, phone) => async (input, init) => {
  const answer = await send(input, init);
  if (typeof input !== 'string' || !input.includes('/pull') || !answer.ok) return answer;
  const page = (await answer.clone().json().catch(() => null)) as { cursor: string } | null;
  if (page) await phone.store.setNote('cursor', page.cursor).catch(() => undefined);
  return answer;
});

/** A file read back is believed to be newer than what the server has. */
const believesTheFile: Bug = ({ store }) => {
  const takeIn = store.takeIn.bind(store);
  store.takeIn = async (unsent) => {
    await store.database.records.bulkDelete(unsent.records.map(({ id }) => id));
    const came = await takeIn(unsent);
    await store.database.notes.delete(READ_BACK);
    return came;
  };
};

/** One deliberate bug for each promise, or more, with the promises it may break. */
export const BUGS: Record<string, { bug: Bug; breaks: readonly PromiseName[] }> = {
  forgetsBeforeTheAnswer: { bug: forgetsBeforeTheAnswer, breaks: ['kept', 'whole'] },
  believesEverybody: { bug: believesEverybody, breaks: ['acknowledged', 'kept', 'photograph'] },
  newIdAtEveryTry: { bug: newIdAtEveryTry, breaks: ['once', 'acknowledged', 'order'] },
  notInOneTransaction: { bug: notInOneTransaction, breaks: ['whole'] },
  sortsByTheClock: { bug: sortsByTheClock, breaks: ['order', 'kept'] },
  believesTheFirstRange: { bug: believesTheFirstRange, breaks: ['photograph'] },
  draftsInMemory: { bug: draftsInMemory, breaks: ['draft'] },
  passesOverErasures: { bug: passesOverErasures, breaks: ['gone', 'same'] },
  cursorFirst: { bug: cursorFirst, breaks: ['same'] },
  believesTheFile: { bug: believesTheFile, breaks: ['same', 'acknowledged', 'gone', 'whole'] },
};
