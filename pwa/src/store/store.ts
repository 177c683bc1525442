import { gatherUnsent, takeIn } from './carrying';
import { withConnection } from './connection';
import { ARRIVAL, owed, type DraftRow, type MediaRow, type OutboxRow } from './database';
import { DECISIONS, openDecisions, type Conflict } from './decisions';
import { enqueue, sealChange, type Change } from './outbox';
import { Readings } from './readings';
import type { Unsent } from './parcel';
import { demandRoom, NoRoom, orNoRoom } from './room';
import { parentOf, type Bodies, type Kept, type RecordKind } from './records';
import { sealDraft, sealMedia, writeNote } from './rows';
import { prepareVault } from './sealing';

/** A record to write: its id is made on the device, so writing it again is no second one. */
export interface Entry<K extends RecordKind = RecordKind> {
  kind: K;
  id: string;
  body: Bodies[K];
}

function isPhotograph(entry: Entry): entry is Entry<'photograph'> {
  return entry.kind === 'photograph';
}

/** What goes along in the same transaction. */
export interface Along {
  /** Drafts that are finished by this. */
  drafts?: readonly string[];
  /** The revision whose two versions somebody chose between. */
  resolves?: string;
}

/** A version of a record that was deleted at the server. */
export interface Deleted extends Entry {
  /** The deletion, which putting it back builds on. */
  revision: string;
}

export type { Counts } from './readings';

type Picture = Pick<MediaRow, 'sha256' | 'bytes' | 'type'>;
type NewDraft = Omit<DraftRow, 'changed_at'>;

function dated(draft: NewDraft): DraftRow {
  return { ...draft, changed_at: new Date().toISOString() };
}

/** Records, photographs and drafts of one account on this device. Every write is durable when it returns. */
export class Store extends Readings {
  #onKept: () => void = () => undefined;
  #onRoom: (there: boolean) => void = () => undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** To be awaited before anything else: everything that is here is sealed from then on. */
  async prepare(): Promise<void> {
    await prepareVault(this.database);
  }

  /** Call `react` after every write that has something to send. */
  onKept(react: () => void): void {
    this.#onKept = react;
  }

  /** Call `react` after every write: whether there was room for it. */
  onRoom(react: (there: boolean) => void): void {
    this.#onRoom = react;
  }

  /** Write records and their outbox entries in one transaction, and end their drafts: all of it or nothing. */
  async keep(entries: readonly Entry[], along: Along = {}): Promise<void> {
    const { records, outbox, drafts, media } = this.database;
    await this.#inTurn(async () => {
      const changes = await this.#sealed(entries, false, along.resolves);
      await this.database.transaction('rw', [records, outbox, drafts, media], async () => {
        // Only what reads: Dexie loses a transaction behind a hundred waits that never touch it.
        for (const entry of entries.filter(isPhotograph)) await this.#checkBytes(entry);
        for (const change of changes) await this.#write(change);
        await drafts.bulkDelete([...(along.drafts ?? [])]);
      });
    });
    this.#onKept();
  }

  /** A new photograph is only kept together with its bytes. */
  async #checkBytes({ id, body: { sha256 } }: Entry<'photograph'>): Promise<void> {
    if (await this.database.records.get(id)) return;
    if ((await this.database.media.where({ sha256 }).count()) === 0) {
      throw new Error('The bytes of this photograph are not on the device.');
    }
  }

  /** Write the record as it is to be from now on; the two versions are settled by that. */
  async decide({ revision }: Conflict, chosen: Entry): Promise<void> {
    await this.keep([chosen], { resolves: revision });
    // Once the choice has arrived nothing here says so until the list is read anew.
    const left = await openDecisions(this.database);
    await this.setNote(
      DECISIONS,
      left.filter((one) => one.revision !== revision),
    );
  }

  /** Take a record and what hangs on it back. */
  async remove(record: Kept): Promise<void> {
    await this.#change([record, ...(await this.childrenOf(record.id))], true);
  }

  /** Put back what was taken back. */
  async restore(record: Kept): Promise<void> {
    const children = await this.database.records.where('parent').equals(record.id).toArray();
    await this.#change([record, ...(await this.opened(children))], false);
  }

  /** Put back what the server has as deleted, whether this device still knows it or not. */
  async bringBack(records: readonly Deleted[]): Promise<void> {
    const revisions = new Map(records.map(({ id, revision }) => [id, revision]));
    await this.#change(records, false, revisions);
  }

  async #change(
    records: readonly Entry[],
    removed: boolean,
    revisions: ReadonlyMap<string, string> = new Map(),
  ): Promise<void> {
    const { database } = this;
    await this.#inTurn(async () => {
      const changes = await this.#sealed(records, removed);
      await database.transaction('rw', database.records, database.outbox, async () => {
        for (const change of changes)
          await this.#write(change, revisions.get(change.record.id) ?? null);
      });
    });
    this.#onKept();
  }

  async #sealed(
    entries: readonly Entry[],
    removed: boolean,
    resolves: string | null = null,
  ): Promise<Change[]> {
    const changes: Change[] = [];
    for (const { kind, id, body } of entries) {
      const changed_at = new Date().toISOString();
      const made = { kind, id, body, parent: parentOf(kind, body), changed_at };
      const record: Kept = { ...made, revision: null, removed, overridden: [] };
      changes.push(await sealChange(this.database.vault, record, resolves));
    }
    return changes;
  }

  async #write({ record, operation }: Change, known: string | null = null): Promise<void> {
    const before = await this.database.records.get(record.id);
    const now = { ...record, revision: known ?? before?.revision ?? null };
    await this.database.records.put(now);
    await enqueue(this.database, { record: now, operation });
  }

  /** One write after the other, so that an older state never overwrites a newer one. */
  async #inTurn(write: () => Promise<void>): Promise<void> {
    const done = this.#last.then(() => orNoRoom(() => withConnection(this.database, write)));
    this.#last = done.catch(() => undefined);
    try {
      await done;
      this.#onRoom(true);
    } catch (error) {
      if (error instanceof NoRoom) this.#onRoom(false);
      throw error;
    }
  }

  /**
   * Keep the bytes of a photograph before its record is finished, together with the draft that shows
   * it: a tab that dies leaves both or neither. Throws `NoRoom` while words would still fit.
   */
  async keepMedia(picture: Picture, draft?: NewDraft): Promise<void> {
    const { media, drafts, vault } = this.database;
    await demandRoom(picture.bytes.byteLength);
    await this.#inTurn(async () => {
      const bytes = await sealMedia(vault, owed(picture));
      const sealed = draft && (await sealDraft(vault, dated(draft)));
      await this.database.transaction('rw', media, drafts, async () => {
        if (!(await media.where({ sha256: picture.sha256 }).count())) await media.put(bytes);
        if (sealed) await drafts.put(sealed);
      });
    });
    this.#onKept();
  }

  /** Send a photograph once more that the server turned away. */
  async sendMediaAgain(sha256: string): Promise<void> {
    await this.#inTurn(async () => {
      await this.database.media.update(sha256, { arrived: ARRIVAL.owed, problem: null });
    });
    this.#onKept();
  }

  /** Try a refused operation once more, under a new id. */
  async sendAgain(row: OutboxRow): Promise<void> {
    const record = await this.record(row.record_id);
    if (record) await this.#change([record], row.action === 'delete');
  }

  /** Let go of a refused operation. A record the server never had goes with it, and what hangs on it. */
  async giveUp(row: OutboxRow): Promise<void> {
    const record = await this.record(row.record_id);
    if (record?.revision === null) await this.remove(record);
    await this.database.outbox.delete(row.id);
  }

  /**
   * Everything unsent, for a file. It may reach the server that way, so it counts as having been on
   * the wire: a later change builds on it and does not take its place.
   */
  async unsent(): Promise<Unsent> {
    const { outbox } = this.database;
    await this.#inTurn(async () => {
      await outbox.filter(({ sent }) => sent === 0).modify({ sent: 1 });
    });
    return gatherUnsent(this.database, this.accountId);
  }

  /** Read back what a file holds; how many operations came. Throws `OtherAccount` or `NoRoom`. */
  async takeIn(unsent: Unsent): Promise<number> {
    let came = 0;
    await this.#inTurn(async () => {
      came = await takeIn(this.database, this.accountId, unsent);
    });
    this.#onKept();
    return came;
  }

  async saveDraft(draft: NewDraft): Promise<void> {
    const { drafts, vault } = this.database;
    const row = dated(draft);
    await this.#inTurn(async () => {
      await drafts.put(await sealDraft(vault, row));
    });
  }

  async dropDraft(id: string): Promise<void> {
    await this.#inTurn(() => this.database.drafts.delete(id));
  }

  async setNote(key: string, value: unknown): Promise<void> {
    await this.#inTurn(() => writeNote(this.database, key, value));
  }

  /** Open the connection again if the system dropped it while we were in the background. */
  async probe(): Promise<void> {
    await withConnection(this.database, () => this.database.notes.count());
  }

  /** Let go of the key, after everything begun is written. */
  async close(): Promise<void> {
    await this.#last;
    this.database.vault.forget();
    this.database.close();
  }

  /** Take everything of this account off the device. */
  async erase(): Promise<void> {
    await this.database.delete();
  }
}
