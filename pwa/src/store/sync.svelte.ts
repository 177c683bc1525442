import { LONGEST_MS, LONGEST_WATCHED_MS, waitAfter } from './backoff';
import { browserStorage } from './browser';
import type { Device } from './device';
import type { Counts, Store } from './store';
import { isLost, withConnection } from './connection';
import { letGoOfArrived } from './media';
import { levelOf, measure, NoRoom, type Level, type Space } from './room';
import { connectionOf, holdsPhotographs, SENDING_NOTE, USUAL, type Sending } from './sending';
import { runSync } from './sync-run';
import { cuttable, type Fetch, type Reach } from './wire';

const SOON_MS = 700;
/** Another tab is at it; what this one shows may still have to be sent after it. */
const ELSEWHERE_MS = 3_000;

/** The conscience of the app: sends when it can, says how it stands. One per signed-in account. */
export class Sync {
  reach = $state<Reach | 'unknown'>('unknown');
  running = $state(false);
  settled = $state(0);
  /** Null until read. */
  counts = $state.raw<Counts | null>(null);
  /** The browser's promise not to throw our data away; null until asked. */
  persisted = $state<boolean | null>(null);
  /** How much room there is; null where the browser does not say. */
  space = $state.raw<Space | null>(null);
  /** The last write found no room, whatever the browser estimates: newer ones tell everybody the same. */
  full = $state(false);
  sending = $state.raw<Sending>(USUAL);
  /** Photographs wait for another network, because somebody wants it so. */
  holding = $state(false);
  #failures = 0;
  #again = false;
  readonly #stopping = new AbortController();
  #current: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer goes off, in the browser's milliseconds. */
  #due = Infinity;
  #ending: (() => void)[] = [];
  /** The server wants what this account keeps here gone. */
  onRevoked: () => void = () => undefined;

  constructor(
    readonly store: Store,
    readonly device: Device,
  ) {}

  /** Begin to watch for chances to send: now, on return to the page, on a network, after a write, by timer. */
  start(): void {
    // A run that is on its way plans the next one at its end; it must know that more has come.
    const soon = () => {
      if (this.running) this.#again = true;
      else this.#in(SOON_MS);
    };
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      void this.store.probe().catch(() => (this.reach = 'stuck'));
      void this.#measure();
      soon();
    };
    addEventListener('online', soon);
    // From mobile data to Wi-Fi, for photographs that wait for it.
    const connection = connectionOf(navigator) as EventTarget | undefined;
    connection?.addEventListener('change', soon);
    document.addEventListener('visibilitychange', onVisible);
    this.store.onRoom((there) => (this.full = !there));
    this.store.onKept(() => {
      void this.#askToPersist();
      void this.#measure();
      soon();
    });
    const unwatch = this.store.watch(
      () => this.store.counts(),
      (counts) => (this.counts = counts),
    );
    this.#ending = [
      () => removeEventListener('online', soon),
      () => connection?.removeEventListener('change', soon),
      () => document.removeEventListener('visibilitychange', onVisible),
      unwatch,
    ];
    void browserStorage?.persisted?.().then((kept) => {
      if (kept) this.persisted = true;
    });
    void this.#measure();
    void this.#recall().then(() => this.run());
  }

  get level(): Level {
    if (this.full) return 'full';
    return this.space ? levelOf(this.space) : 'ample';
  }

  /** Send otherwise from now on. */
  async choose(change: Partial<Sending>): Promise<void> {
    this.sending = { ...this.sending, ...change };
    await this.store.setNote(SENDING_NOTE, this.sending);
    this.#in(SOON_MS);
  }

  /** Take photographs off the device that the server confirms to have; how many went. */
  async makeRoom(): Promise<number> {
    const gone = await letGoOfArrived(this.store.database, this.#wire);
    await this.#measure();
    return gone;
  }

  /** Count anew: the screen after a write must never say that all has arrived. */
  async recount(): Promise<void> {
    this.counts = await this.store.counts();
  }

  async #recall(): Promise<void> {
    const chosen = await this.store.note<Sending>(SENDING_NOTE).catch(() => undefined);
    this.sending = { ...USUAL, ...chosen };
  }

  async #measure(): Promise<void> {
    this.space = await measure();
  }

  /** End for good; resolves when nothing of ours touches the store any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    for (const end of this.#ending) end();
    await this.#current;
  }

  /** Sync now, also while it is paused: somebody wants it. */
  async runNow(): Promise<void> {
    await this.run(true);
  }

  /** Sync; a second call, also in another tab, joins in silence. */
  async run(asked = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    if (this.sending.paused && !asked) return;
    if (this.running) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.running = true;
    this.settled = 0;
    const turn = this.#turn();
    this.#current = turn;
    const pause = await turn;
    this.running = false;
    if (this.reach === 'revoked') this.onRevoked();
    else this.#in(this.#pauseBefore(pause));
  }

  /** Asked for again while we were at it: go again soon. */
  #pauseBefore(pause: number): number {
    return this.#again ? SOON_MS : pause;
  }

  /** One run, unless another tab is at it; how long to wait afterwards. Never throws. */
  async #turn(): Promise<number> {
    const name = `gegenstrom-sync-${this.store.accountId}`;
    try {
      return await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) return ELSEWHERE_MS;
        this.reach = await this.#once();
        this.#failures = this.reach === 'ok' ? 0 : this.#failures + 1;
        return waitAfter(this.#failures, this.#longest());
      });
    } catch {
      this.#failures += 1;
      return waitAfter(this.#failures, this.#longest());
    }
  }

  /** Somebody who sees their words wait for a server that is back would not understand minutes. */
  #longest(): number {
    const { unsent = 0, media = 0 } = this.counts ?? {};
    const isWatched = document.visibilityState === 'visible' && unsent + media > 0;
    return isWatched && this.reach !== 'busy' ? LONGEST_WATCHED_MS : LONGEST_MS;
  }

  get #wire(): Fetch {
    return cuttable((...request) => fetch(...request), this.#stopping.signal);
  }

  async #once(): Promise<Reach> {
    const { accountId, database } = this.store;
    this.holding = holdsPhotographs(this.sending);
    try {
      const deviceId = await this.device.id();
      return await withConnection(database, () =>
        runSync({
          database,
          accountId,
          deviceId,
          credential: () => this.store.note<string>('credential'),
          send: this.#wire,
          onProgress: (settled) => (this.settled = settled),
          withoutMedia: this.holding,
        }),
      );
    } catch (error) {
      return isLost(error) || error instanceof NoRoom ? 'stuck' : 'unreachable';
    }
  }

  /** Run then, or sooner if that was meant already. */
  #in(milliseconds: number): void {
    const due = performance.now() + milliseconds;
    if (this.#stopping.signal.aborted || due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.run(), milliseconds);
  }

  /** After the first kept record the browser is asked to keep it for good; its answer is shown. */
  async #askToPersist(): Promise<void> {
    if (this.persisted !== null) return;
    this.persisted = (await browserStorage?.persist?.()) ?? false;
  }
}
