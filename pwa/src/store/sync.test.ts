import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Device } from './device';
import type { Store } from './store';
import { entry, FakeServer, KEY } from './testing';
import { newId } from './uuid';

/** What a browser has and Node lacks, as far as syncing needs it. */
let taken = false;
const page = {
  visibilityState: 'visible',
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
const locks = {
  request: async (_name: string, _options: unknown, work: (lock: object | null) => unknown) =>
    Promise.resolve(work(taken ? null : {})),
};
let server: FakeServer;

beforeEach(() => {
  taken = false;
  server = new FakeServer();
  vi.stubGlobal('navigator', { locks });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener);
  vi.stubGlobal('removeEventListener', page.removeEventListener);
  vi.stubGlobal('fetch', (...request: Parameters<typeof fetch>) => server.send(...request));
});
afterEach(() => void vi.unstubAllGlobals());

async function start(): Promise<{ store: Store; end: () => Promise<void> }> {
  // Only now: they look at what the browser has when they are loaded.
  const [{ Sync }, { Store }] = await Promise.all([import('./sync.svelte'), import('./store')]);
  const store = new Store(newId(), KEY);
  await store.prepare();
  server.signedIn = store.accountId;
  const sync = new Sync(store, new Device());
  sync.start();
  return { store, end: async () => sync.stop() };
}

const arrived = (n: number, timeout: number) =>
  vi.waitFor(() => expect(server.operations.size).toBe(n), { timeout, interval: 50 });

test('what is kept just while another run ends is sent at once, not in five minutes', async () => {
  const { store, end } = await start();
  await store.keep([entry(newId(), 'one')]);
  await arrived(1, 3000);
  // At any moment of the run that the first one started.
  for (let n = 2; n <= 6; n += 1) {
    await store.keep([entry(newId(), 'more')]);
    await new Promise((go) => setTimeout(go, n * 37));
  }
  await arrived(6, 3000);
  await end();
});

test('a run that another tab stood in the way of is made up for soon', async () => {
  taken = true;
  const { store, end } = await start();
  await store.keep([entry(newId(), 'one')]);
  await new Promise((go) => setTimeout(go, 1000));
  expect(server.operations.size).toBe(0);
  taken = false;
  await arrived(1, 5000);
  await end();
});

test('after many failures what waits is sent soon after the server is back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  server.down = true;
  const { store, end } = await start();
  await store.keep([entry(newId(), 'one')]);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  server.down = false;
  // Real time for the database, the clock of the app for its patience.
  for (let n = 0; n < 20 && server.operations.size === 0; n += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    await new Promise((go) => setImmediate(go));
  }
  await vi.waitFor(() => expect(server.operations.size).toBe(1));
  await end();
  vi.useRealTimers();
});

test('a request that never ends is cut off when the account is locked', async () => {
  const { store, end } = await start();
  server.send = async (_input, init) =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  await store.keep([entry(newId(), 'one')]);
  await new Promise((go) => setTimeout(go, 900));
  await end();
  expect((await store.counts()).unsent).toBe(1);
});
