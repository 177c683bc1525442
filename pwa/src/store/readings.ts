import { liveQuery } from 'dexie';
import type { Problem } from '../api/client';
import { withConnection } from './connection';
import {
  AccountDatabase,
  type DraftRow,
  type MediaRow,
  type OutboxRow,
  type SealedOutbox,
  type SealedRecord,
} from './database';
import { openDecisions, type Conflict } from './decisions';
import { owedMedia, refusedMedia } from './media';
import type { Kept, RecordKind } from './records';
import { openAll, openDraft, openMedia, openOperation, openRecord, readNote } from './rows';

/** How many records are where. */
export interface Counts {
  unsent: number;
  /** Operations and photographs that the server turned away. */
  refused: number;
  /** Photographs whose bytes have not arrived. */
  media: number;
  /** Half-filled screens. */
  drafts: number;
}

/** A photograph whose bytes the server turned away, and why. */
export interface RefusedPhotograph {
  record: Kept<'photograph'>;
  problem: Problem | null;
}

/** What can be read of what one account keeps on this device; opened after it was read. */
export class Readings {
  readonly database: AccountDatabase;

  constructor(
    readonly accountId: string,
    key: CryptoKey,
  ) {
    this.database = new AccountDatabase(accountId, key);
  }

  protected opened(rows: readonly SealedRecord[]): PromiseLike<Kept[]> {
    return openAll(rows, (row) => openRecord(this.database.vault, row));
  }

  async get<K extends RecordKind>(kind: K, id: string): Promise<Kept<K> | undefined> {
    const row = await withConnection(this.database, () => this.database.records.get(id));
    if (row?.kind !== kind || row.removed) return undefined;
    return (await openRecord(this.database.vault, row)) as Kept<K>;
  }

  async list<K extends RecordKind>(kind: K, parent?: string): Promise<Kept<K>[]> {
    const rows = await withConnection(this.database, () =>
      (parent === undefined
        ? this.database.records.where({ kind })
        : this.database.records.where({ kind, parent })
      ).toArray(),
    );
    return (await this.opened(rows.filter((row) => !row.removed))) as Kept<K>[];
  }

  async childrenOf(id: string): Promise<Kept[]> {
    const rows = await this.database.records.where('parent').equals(id).toArray();
    return this.opened(rows.filter((row) => !row.removed));
  }

  async photographBytes(sha256: string): Promise<MediaRow | undefined> {
    const row = await withConnection(this.database, () => this.database.media.get(sha256));
    return row && openMedia(this.database.vault, row);
  }

  async outbox(): Promise<OutboxRow[]> {
    return openAll(await this.#queue(), (row) => openOperation(this.database.vault, row));
  }

  async #queue(): Promise<SealedOutbox[]> {
    return withConnection(this.database, () => this.database.outbox.orderBy('place').toArray());
  }

  async counts(): Promise<Counts> {
    const rows = await this.#queue();
    const refused = rows.filter((row) => row.state === 'refused');
    const media = (await owedMedia(this.database)).length;
    const pictures = (await refusedMedia(this.database)).length;
    return {
      unsent: rows.length - refused.length,
      refused: refused.length + pictures,
      media,
      drafts: await this.database.drafts.count(),
    };
  }

  async refusedPhotographs(): Promise<RefusedPhotograph[]> {
    const hashes = new Set(await refusedMedia(this.database));
    if (hashes.size === 0) return [];
    const records = await this.list('photograph');
    return openAll(
      records.filter(({ body }) => hashes.has(body.sha256)),
      (record) =>
        this.photographBytes(record.body.sha256).then((row) => ({
          record,
          problem: row?.problem ?? null,
        })),
    );
  }

  /** How many records the server has. */
  async countArrived(): Promise<number> {
    const waiting = new Set((await this.#queue()).map((row) => row.record_id));
    const records = await this.database.records.filter((record) => !record.removed).toArray();
    return records.filter(({ id, revision }) => revision !== null && !waiting.has(id)).length;
  }

  protected async record(id: string): Promise<Kept | undefined> {
    const row = await this.database.records.get(id);
    return row && openRecord(this.database.vault, row);
  }

  /** What has two versions, as this device last heard, and still is here to be chosen. */
  async conflicts(): Promise<Conflict[]> {
    const open = await withConnection(this.database, () => openDecisions(this.database));
    const rows = await this.database.records.bulkGet(open.map(({ record_id }) => record_id));
    return open.filter((_, place) => rows[place] && !rows[place].removed);
  }

  async draft(id: string): Promise<DraftRow | undefined> {
    const row = await withConnection(this.database, () => this.database.drafts.get(id));
    return row && openDraft(this.database.vault, row);
  }

  async drafts(kind: DraftRow['kind']): Promise<DraftRow[]> {
    const rows = await withConnection(this.database, () =>
      this.database.drafts.where({ kind }).toArray(),
    );
    return openAll(rows, (row) => openDraft(this.database.vault, row));
  }

  async note<T>(key: string): Promise<T | undefined> {
    return withConnection(this.database, () => readNote<T>(this.database, key));
  }

  /** Watch a reading; `react` is called now and whenever what was read changes, in any tab. */
  watch<T>(read: () => Promise<T>, react: (value: T) => void): () => void {
    const subscription = liveQuery(read).subscribe({ next: react });
    return () => subscription.unsubscribe();
  }
}
