import { Dexie } from 'dexie';
import type { Problem } from '../api/client';
import type {
  AccountDatabase,
  DraftRow,
  MediaRow,
  OutboxRow,
  SealedDraft,
  SealedMedia,
  SealedNote,
  SealedOutbox,
  SealedRecord,
} from './database';
import { sha256Of, type Bodies, type Kept, type RecordKind } from './records';
import type { Vault } from './vault';

/** Every row of many, opened; a promise of Dexie's, so that live queries stay live. */
export function openAll<R, T>(
  rows: readonly R[],
  open: (row: R) => PromiseLike<T>,
): PromiseLike<T[]> {
  return Dexie.Promise.all(rows.map(open));
}

export async function sealRecord(vault: Vault, record: Kept): Promise<SealedRecord> {
  const body = await vault.seal(record.body, `records/${record.id}`);
  return { ...record, body, sha256: sha256Of(record.kind, record.body) };
}

export function openRecord(vault: Vault, row: SealedRecord): PromiseLike<Kept> {
  const { id, kind, parent, revision, changed_at, removed, overridden } = row;
  return vault
    .open<Bodies[RecordKind]>(row.body, `records/${id}`)
    .then((body) => ({ id, kind, body, parent, revision, changed_at, removed, overridden }));
}

export async function sealOperation(vault: Vault, row: OutboxRow): Promise<SealedOutbox> {
  const body = await vault.sealIfAny(row.body, `outbox/${row.id}`);
  return { ...row, body, problem: await sealReason(vault, row.id, row.problem) };
}

/** Why an operation was refused: it may quote what somebody wrote. */
export async function sealReason(
  vault: Vault,
  id: string,
  problem: Problem | null,
): Promise<SealedOutbox['problem']> {
  return vault.sealIfAny(problem, `outbox.problem/${id}`);
}

export function openOperation(vault: Vault, row: SealedOutbox): PromiseLike<OutboxRow> {
  return Dexie.Promise.all([
    vault.openIfAny<NonNullable<OutboxRow['body']>>(row.body, `outbox/${row.id}`),
    vault.openIfAny<Problem>(row.problem, `outbox.problem/${row.id}`),
  ] as const).then(([body, problem]) => ({ ...row, body, problem }));
}

export async function sealMedia(vault: Vault, row: MediaRow): Promise<SealedMedia> {
  const { sha256, arrived } = row;
  return {
    sha256,
    arrived,
    bytes: await vault.sealBytes(row.bytes, `media/${sha256}`),
    type: await vault.seal(row.type, `media.type/${sha256}`),
    problem: await vault.sealIfAny(row.problem, `media.problem/${sha256}`),
  };
}

export function openMedia(vault: Vault, row: SealedMedia): PromiseLike<MediaRow> {
  const { sha256 } = row;
  return Dexie.Promise.all([
    vault.openBytes(row.bytes, `media/${sha256}`),
    vault.open<string>(row.type, `media.type/${sha256}`),
    vault.openIfAny<Problem>(row.problem, `media.problem/${sha256}`),
  ] as const).then(([bytes, type, problem]) => ({ ...row, bytes, type, problem }));
}

export async function sealDraft(vault: Vault, row: DraftRow): Promise<SealedDraft> {
  return { ...row, input: await vault.seal(row.input, `drafts/${row.id}`) };
}

export function openDraft(vault: Vault, row: SealedDraft): PromiseLike<DraftRow> {
  return vault.open(row.input, `drafts/${row.id}`).then((input) => ({ ...row, input }));
}

export async function sealNote(vault: Vault, key: string, value: unknown): Promise<SealedNote> {
  return { key, value: await vault.seal(value, `notes/${key}`) };
}

/** A note of the account, or undefined. */
export function readNote<T>(database: AccountDatabase, key: string): PromiseLike<T | undefined> {
  return database.notes
    .get(key)
    .then((row) => row && database.vault.open<T>(row.value, `notes/${key}`));
}

export async function writeNote(
  database: AccountDatabase,
  key: string,
  value: unknown,
): Promise<void> {
  await database.notes.put(await sealNote(database.vault, key, value));
}
