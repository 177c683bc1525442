import { liveQuery } from 'dexie';
import { withConnection } from './connection';
import { owedMedia } from './media';
import { AccountDatabase, type DraftRow, type MediaRow, type OutboxRow } from './database';
import { enqueue } from './outbox';
import { parentOf, type Bodies, type Kept, type RecordKind } from './records';

/** A record to write: its id is made on the device, so writing it again is no second one. */
export interface Entry<K extends RecordKind = RecordKind> {
  kind: K;
  id: string;
  body: Bodies[K];
}

/** What goes along in the same transaction. */
export interface Along {
  /** Drafts that are finished by this. */
  drafts?: readonly string[];
}

/** How many records are where. */
export interface Counts {
  unsent: number;
  refused: number;
  /** Photographs whose bytes have not arrived. */
  media: number;
}

/** Records, photographs and drafts of one account on this device. Every write is durable when it returns. */
export class Store {
  readonly database: AccountDatabase;
  #onKept: () => void = () => undefined;

  constructor(
    readonly accountId: string,
    readonly key: CryptoKey,
  ) {
    this.database = new AccountDatabase(accountId);
  }

  /** Take everything of an account off the device; its key is not needed for that. */
  static async eraseOf(accountId: string): Promise<void> {
    await new AccountDatabase(accountId).delete();
  }

  /** To be awaited before anything else. */
  async prepare(): Promise<void> {
    await this.database.open();
  }

  /** Call `react` after every write that has something to send. */
  onKept(react: () => void): void {
    this.#onKept = react;
  }

  /** Write records and their outbox entries in one transaction, and end their drafts: all of it or nothing. */
  async keep(entries: readonly Entry[], along: Along = {}): Promise<void> {
    const { database } = this;
    await withConnection(database, () =>
      database.transaction(
        'rw',
        [database.records, database.outbox, database.drafts, database.media],
        async () => {
          for (const entry of entries) {
            await this.#checkBytes(entry);
            await this.#write(entry, false);
          }
          await database.drafts.bulkDelete([...(along.drafts ?? [])]);
        },
      ),
    );
    this.#onKept();
  }

  /** A new photograph is only kept together with its bytes. */
  async #checkBytes({ kind, id, body }: Entry): Promise<void> {
    if (kind !== 'photograph' || (await this.database.records.get(id))) return;
    const { sha256 } = body as Bodies['photograph'];
    if ((await this.database.media.where({ sha256 }).count()) === 0) {
      throw new Error('The bytes of this photograph are not on the device.');
    }
  }

  /** Take a record and what hangs on it back. */
  async remove(record: Kept): Promise<void> {
    await this.#change([record, ...(await this.childrenOf(record.id))], true);
  }

  /** Put back what was taken back. */
  async restore(record: Kept): Promise<void> {
    const children = await this.database.records.where('parent').equals(record.id).toArray();
    await this.#change([record, ...children], false);
  }

  async #change(records: readonly Kept[], removed: boolean): Promise<void> {
    const { database } = this;
    await withConnection(database, () =>
      database.transaction('rw', database.records, database.outbox, async () => {
        for (const record of records) await this.#write(record, removed);
      }),
    );
    this.#onKept();
  }

  async #write(entry: Entry, removed: boolean): Promise<void> {
    const before = await this.database.records.get(entry.id);
    const record: Kept = {
      id: entry.id,
      kind: entry.kind,
      body: entry.body,
      parent: parentOf(entry.kind, entry.body),
      revision: before?.revision ?? null,
      changed_at: new Date().toISOString(),
      removed,
      overridden: [],
    };
    await this.database.records.put(record);
    await enqueue(this.database, record, removed ? 'delete' : 'put');
  }

  async get<K extends RecordKind>(kind: K, id: string): Promise<Kept<K> | undefined> {
    const record = await withConnection(this.database, () => this.database.records.get(id));
    return record?.kind === kind && !record.removed ? (record as Kept<K>) : undefined;
  }

  async list<K extends RecordKind>(kind: K, parent?: string): Promise<Kept<K>[]> {
    const records = await withConnection(this.database, () =>
      (parent === undefined
        ? this.database.records.where({ kind })
        : this.database.records.where({ kind, parent })
      ).toArray(),
    );
    return records.filter((record) => !record.removed) as Kept<K>[];
  }

  async childrenOf(id: string): Promise<Kept[]> {
    const records = await this.database.records.where('parent').equals(id).toArray();
    return records.filter((record) => !record.removed);
  }

  /** Keep the bytes of a photograph before its record is finished. */
  async keepMedia(picture: Pick<MediaRow, 'sha256' | 'bytes' | 'type'>): Promise<void> {
    const { media } = this.database;
    await withConnection(this.database, async () => {
      if (await media.get(picture.sha256)) return;
      await media.add({ ...picture, arrived: 0, problem: null });
    });
  }

  async photographBytes(sha256: string): Promise<MediaRow | undefined> {
    return withConnection(this.database, () => this.database.media.get(sha256));
  }

  async outbox(): Promise<OutboxRow[]> {
    return withConnection(this.database, () => this.database.outbox.orderBy('place').toArray());
  }

  async counts(): Promise<Counts> {
    const rows = await this.outbox();
    const refused = rows.filter((row) => row.state === 'refused');
    const media = (await owedMedia(this.database)).length;
    return { unsent: rows.length - refused.length, refused: refused.length, media };
  }

  /** How many records the server has. */
  async countArrived(): Promise<number> {
    const waiting = new Set((await this.outbox()).map((row) => row.record_id));
    const records = await this.database.records.filter((record) => !record.removed).toArray();
    return records.filter(({ id, revision }) => revision !== null && !waiting.has(id)).length;
  }

  /** Try a refused operation once more, under a new id. */
  async sendAgain(row: OutboxRow): Promise<void> {
    const record = await this.database.records.get(row.record_id);
    if (record) await this.#change([record], row.action === 'delete');
  }

  /** Let go of a refused operation. A record the server never had goes with it, and what hangs on it. */
  async giveUp(row: OutboxRow): Promise<void> {
    const { database } = this;
    const record = await database.records.get(row.record_id);
    if (record?.revision === null) await this.remove(record);
    await database.outbox.delete(row.id);
  }

  async saveDraft(draft: Omit<DraftRow, 'changed_at'>): Promise<void> {
    const row = { ...draft, changed_at: new Date().toISOString() };
    await withConnection(this.database, () => this.database.drafts.put(row));
  }

  async draft(id: string): Promise<DraftRow | undefined> {
    return withConnection(this.database, () => this.database.drafts.get(id));
  }

  async drafts(kind: DraftRow['kind']): Promise<DraftRow[]> {
    return withConnection(this.database, () => this.database.drafts.where({ kind }).toArray());
  }

  async dropDraft(id: string): Promise<void> {
    await withConnection(this.database, () => this.database.drafts.delete(id));
  }

  async note<T>(key: string): Promise<T | undefined> {
    const row = await withConnection(this.database, () => this.database.notes.get(key));
    return row?.value as T | undefined;
  }

  async setNote(key: string, value: unknown): Promise<void> {
    await withConnection(this.database, () => this.database.notes.put({ key, value }));
  }

  /** Watch a reading; `react` is called now and whenever what was read changes, in any tab. */
  watch<T>(read: () => Promise<T>, react: (value: T) => void): () => void {
    const subscription = liveQuery(read).subscribe({ next: react });
    return () => subscription.unsubscribe();
  }

  /** Open the connection again if the system dropped it while we were in the background. */
  async probe(): Promise<void> {
    await withConnection(this.database, () => this.database.notes.count());
  }

  /** Let go, after everything begun is written. */
  async close(): Promise<void> {
    await Promise.resolve();
    this.database.close();
  }

  /** Take everything of this account off the device. */
  async erase(): Promise<void> {
    await this.database.delete();
  }
}
