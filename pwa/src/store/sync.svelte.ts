import { waitAfter } from './backoff';
import { browserStorage } from './browser';
import type { Device } from './device';
import type { Counts, Store } from './store';
import { runSync } from './sync-run';
import type { Reach } from './wire';

const SOON_MS = 700;

/** The conscience of the app: sends when it can, says how it stands. One per signed-in account. */
export class Sync {
  reach = $state<Reach | 'unknown'>('unknown');
  running = $state(false);
  settled = $state(0);
  counts = $state.raw<Counts>({ unsent: 0, refused: 0, media: 0 });
  /** The browser's promise not to throw our data away; null until asked. */
  persisted = $state<boolean | null>(null);
  #failures = 0;
  #again = false;
  #stopped = false;
  #current: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ending: (() => void)[] = [];
  /** The server wants what this account keeps here gone. */
  onRevoked: () => void = () => undefined;

  constructor(
    readonly store: Store,
    readonly device: Device,
  ) {}

  /** Begin to watch for chances to send: now, on return to the page, on a network, after a write, by timer. */
  start(): void {
    const soon = () => this.#in(SOON_MS);
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      void this.store.probe().catch(() => undefined);
      soon();
    };
    addEventListener('online', soon);
    document.addEventListener('visibilitychange', onVisible);
    this.store.onKept(() => {
      void this.#askToPersist();
      soon();
    });
    const unwatch = this.store.watch(
      () => this.store.counts(),
      (counts) => (this.counts = counts),
    );
    this.#ending = [
      () => removeEventListener('online', soon),
      () => document.removeEventListener('visibilitychange', onVisible),
      unwatch,
    ];
    void browserStorage?.persisted?.().then((kept) => {
      if (kept) this.persisted = true;
    });
    void this.run();
  }

  /** End for good; resolves when nothing of ours touches the store any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const end of this.#ending) end();
    await this.#current;
  }

  /** Sync now; a second call, also in another tab, joins in silence. */
  async run(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.running) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.running = true;
    this.settled = 0;
    try {
      const name = `gegenstrom-sync-${this.store.accountId}`;
      this.#current = navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock) this.reach = await this.#once();
      });
      await this.#current;
    } finally {
      this.running = false;
    }
    this.#failures = this.reach === 'ok' ? 0 : this.#failures + 1;
    if (this.reach === 'revoked') {
      this.onRevoked();
      return;
    }
    this.#in(this.#pause());
  }

  /** Something was kept while we were sending: go again soon. */
  #pause(): number {
    return this.#again ? SOON_MS : waitAfter(this.#failures);
  }

  async #once(): Promise<Reach> {
    try {
      return await runSync({
        database: this.store.database,
        accountId: this.store.accountId,
        deviceId: await this.device.id(),
        credential: () => this.store.note<string>('credential'),
        send: (...request) => fetch(...request),
        onProgress: (settled) => (this.settled = settled),
      });
    } catch {
      return 'unreachable';
    }
  }

  #in(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.run(), milliseconds);
  }

  /** After the first kept record the browser is asked to keep it for good; its answer is shown. */
  async #askToPersist(): Promise<void> {
    if (this.persisted !== null) return;
    this.persisted = (await browserStorage?.persist?.()) ?? false;
  }
}
