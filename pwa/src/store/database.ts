import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Problem, Wire } from '../api/client';
import type { Sealed } from './cipher';
import type { Kept, RecordKind } from './records';
import { Vault } from './vault';

/** An operation on its way. It leaves only on a verdict; a refused one stays with its reason. */
export interface OutboxRow extends Omit<Wire['Operation'], 'kind'> {
  kind: RecordKind;
  /** Order of making; the server gets them in this order. */
  place: number;
  state: 'waiting' | 'refused';
  /** How often it was put on the wire. An operation never sent may still be replaced. */
  sent: number;
  problem: Problem | null;
}

/** How it stands with the bytes of a photograph: until the server has confirmed their hash, it lacks them. */
export const ARRIVAL = { owed: 0, confirmed: 1, refused: 2 } as const;
export type Arrival = (typeof ARRIVAL)[keyof typeof ARRIVAL];

/** Bytes that are new here: the server lacks them. */
export function owed(picture: Pick<MediaRow, 'sha256' | 'bytes' | 'type'>): MediaRow {
  return { ...picture, arrived: ARRIVAL.owed, problem: null };
}

/** The bytes of a photograph, found by their hash. */
export interface MediaRow {
  sha256: string;
  bytes: ArrayBuffer;
  type: string;
  /** A number, so that it can be an index; see `ARRIVAL`. */
  arrived: Arrival;
  problem: Problem | null;
}

/** Unfinished input, kept at every step. */
export interface DraftRow {
  id: string;
  kind: 'finding' | 'exploration';
  walk_id: string | null;
  changed_at: string;
  input: unknown;
}

/** Anything with a name: cursor, last contact, people of the last visit. */
export interface NoteRow {
  key: string;
  value: unknown;
}

/**
 * As they lie in IndexedDB: in the clear only what is looked for (ids, kinds, states, order, times,
 * hashes), everything somebody said, showed or was told about sealed.
 */
export interface SealedRecord extends Omit<Kept, 'body'> {
  body: Sealed;
  /** The bytes a photograph shows. */
  sha256: string | null;
}
export interface SealedOutbox extends Omit<OutboxRow, 'body' | 'problem'> {
  body: Sealed | null;
  problem: Sealed | null;
}
export interface SealedMedia extends Pick<MediaRow, 'sha256' | 'arrived'> {
  bytes: Sealed;
  type: Sealed;
  problem: Sealed | null;
}
export interface SealedDraft extends Omit<DraftRow, 'input'> {
  input: Sealed;
}
export interface SealedNote {
  key: string;
  value: Sealed;
}

function nameOf(accountId: string): string {
  return `gegenstrom-${accountId}`;
}

/** Take everything of an account off the device; its key is not needed for that. */
export async function eraseAccount(accountId: string): Promise<void> {
  await Dexie.delete(nameOf(accountId));
}

/** What one account keeps on this device. The name carries the account, so shared phones never mix. */
export class AccountDatabase extends Dexie {
  records!: EntityTable<SealedRecord, 'id'>;
  outbox!: EntityTable<SealedOutbox, 'id'>;
  media!: EntityTable<SealedMedia, 'sha256'>;
  drafts!: EntityTable<SealedDraft, 'id'>;
  notes!: Table<SealedNote, string>;
  readonly vault: Vault;

  constructor(accountId: string, key: CryptoKey) {
    // Strict: the browser answers only when the bytes are on the disk, so "kept" survives power loss.
    super(nameOf(accountId), { chromeTransactionDurability: 'strict' });
    this.vault = new Vault(key);
    this.version(1).stores({
      records: 'id, kind, parent, [kind+parent]',
      outbox: 'id, place, record_id, state',
      media: 'sha256, arrived',
      drafts: 'id, kind, walk_id',
      notes: 'key',
    });
    // Rows from version 1 are not sealed; `sealing.ts` does it as soon as there is a key.
    this.version(2).stores({ records: 'id, kind, parent, sha256, [kind+parent]' });
  }
}

/** A slice of a basemap. */
export interface MapChunk {
  area: string;
  number: number;
  bytes: ArrayBuffer;
}

/** A basemap taken along. */
export interface MapRow {
  area: string;
  basemap: Wire['Basemap'];
  received_bytes: number;
  complete: boolean;
}

/** What somebody unlocks with: a password they type, or pictures they tap. */
export type SecretKind = 'password' | 'pin';

/** The lock before what one account keeps here; see `lock.ts`. */
export interface LockRow {
  account_id: string;
  kind: SecretKind;
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** The data key under the secret; null when none opens it any more. */
  by_secret: Sealed | null;
  /** The data key under the share of the server. */
  by_recovery: Sealed;
  /** Wrong secrets in a row. */
  failures: number;
  /** Milliseconds since 1970; until then no secret is looked at. */
  locked_until: number;
  auto_lock_minutes: number;
}

/** What belongs to the device, whoever uses it: accounts seen here, maps. No person's words. */
export class DeviceDatabase extends Dexie {
  notes!: Table<NoteRow, string>;
  maps!: EntityTable<MapRow, 'area'>;
  chunks!: Table<MapChunk, [string, number]>;
  locks!: EntityTable<LockRow, 'account_id'>;

  constructor() {
    super('gegenstrom', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ notes: 'key', maps: 'area', chunks: '[area+number]' });
    this.version(2).stores({ locks: 'account_id' });
  }
}
