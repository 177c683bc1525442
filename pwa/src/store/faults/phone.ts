import { Dexie } from 'dexie';
import { KEY } from '../testing';
import { Store } from '../store';
import { runSync } from '../sync-run';
import { newId } from '../uuid';
import type { Reach } from '../wire';
import type { ModelServer } from './server';
import { FaultyWire } from './wire';

/** A deliberate mistake, made to each newly opened store; see `bugs.ts`. */
export type Bug = (phone: Phone) => void;

/** One device: the real store and the real outbox on an IndexedDB in memory, which can be killed. */
export class Phone {
  store: Store;
  readonly id = newId();
  readonly accountId = newId();
  wire: FaultyWire;
  wiped = false;
  /** Writes that still fit; null is plenty. */
  room: number | null = null;
  #open = new Set<IDBTransaction>();

  constructor(
    readonly server: ModelServer,
    readonly bug: Bug | null,
  ) {
    this.wire = new FaultyWire(server, this.id);
    this.store = new Store(this.accountId, KEY);
  }

  async start(): Promise<void> {
    const { database } = this.store;
    this.#open.clear();
    await database.open();
    this.#follow(database.backendDB());
    for (const table of [database.records, database.outbox, database.media, database.drafts])
      table.hook('creating', () => this.#takeRoom());
    await this.store.prepare();
    this.bug?.(this);
  }

  /** Remember what is being written, so that a kill can cut it off in the middle. */
  #follow(backend: IDBDatabase): void {
    const begin = backend.transaction.bind(backend);
    backend.transaction = (...asked: Parameters<IDBDatabase['transaction']>) => {
      const transaction = begin(...asked);
      this.#open.add(transaction);
      const end = (): void => void this.#open.delete(transaction);
      transaction.addEventListener('complete', end);
      transaction.addEventListener('abort', end);
      return transaction;
    };
  }

  #takeRoom(): void {
    if (this.room === null) return;
    if (this.room === 0) throw new DOMException('The quota is used up', 'QuotaExceededError');
    this.room -= 1;
  }

  /** End at once, in the middle of whatever is going on, and start anew on what is on the disk. */
  async kill(): Promise<void> {
    const { database } = this.store;
    this.wire.online = false;
    database.vault.forget();
    database.open = () => Dexie.Promise.reject(new Error('killed'));
    for (const transaction of [...this.#open]) {
      try {
        transaction.abort();
      } catch {
        // It was over already.
      }
    }
    database.close({ disableAutoOpen: true });
    const fresh = new FaultyWire(this.server, this.id);
    fresh.online = true;
    this.wire = fresh;
    this.store = new Store(this.accountId, KEY);
    await this.start();
  }

  /** One run of the real sync; a revoked device is wiped, as the app does. */
  async sync(): Promise<Reach> {
    const { store, wire } = this;
    const reach = await runSync({
      database: store.database,
      accountId: this.accountId,
      deviceId: this.id,
      credential: () => Promise.resolve('paired'),
      send: wire.send,
    }).catch(() => 'unreachable' as const);
    if (reach === 'revoked' && !this.wiped) {
      this.wiped = true;
      await store.database.records.clear();
      await Promise.all([store.database.outbox.clear(), store.database.media.clear()]);
    }
    return reach;
  }

  async end(): Promise<void> {
    await this.store.database.delete().catch(() => undefined);
  }
}
