import { fileShare } from '../people/share';
import { OtherAccount } from '../store/carrying';
import {
  makeCode,
  NoParcel,
  pack,
  ParcelClosed,
  unpack,
  wayOf,
  type FileKey,
} from '../store/parcel';
import { NoRoom } from '../store/room';
import type { Store } from '../store/store';
import { m } from '../words';

/** What became of saving a file. */
export interface Saved {
  entries: number;
  photographs: number;
  /** To be written down; null where the account opens the file. */
  code: string | null;
}

export interface Trouble {
  title: string;
  text: string;
}

/** A name that sorts by day and says what it is, but not whose. */
export function fileName(now: Date): string {
  return `ungesendet-${now.toISOString().slice(0, 10)}.gegenstrom`;
}

/** Hand a file to the browser's downloads. */
function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click; a minute is enough for every phone.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Save everything unsent as one file. Closed by the account where its share is here, else by a code. */
export async function saveFile(store: Store): Promise<Saved> {
  const unsent = await store.unsent();
  const share = await fileShare(store);
  const code = share ? null : makeCode();
  const key: FileKey = share ? { way: 'account', share } : { way: 'code', code: code ?? '' };
  download(await pack(unsent, key), fileName(new Date()));
  const { length: entries } = unsent.outbox;
  return { entries, photographs: unsent.photographs.length, code };
}

/** What a file asks for before it opens. Throws `NoParcel`. */
export async function asksForCode(file: Blob): Promise<boolean> {
  return (await wayOf(file)) === 'code';
}

/** Nobody has signed in here lately, so the key of the account is not here. */
export class NoShare extends Error {}

/** Read a file back; how many operations came. */
export async function readFile(store: Store, file: Blob, code: string | null): Promise<number> {
  if (code !== null) return store.takeIn(await unpack(file, { way: 'code', code }));
  const share = await fileShare(store);
  if (!share) throw new NoShare();
  return store.takeIn(await unpack(file, { way: 'account', share }));
}

/** Why a file was not made or not read, and what to do. */
export function troubleOf(error: unknown): Trouble {
  const said = (key: 'none' | 'other' | 'wrong_code' | 'sign_in' | 'failed'): Trouble => ({
    title: m[`parcel.${key}`](),
    text: m[`parcel.${key}.next`](),
  });
  if (error instanceof NoParcel) return said('none');
  if (error instanceof OtherAccount) return said('other');
  if (error instanceof ParcelClosed) return said(error.way === 'code' ? 'wrong_code' : 'other');
  if (error instanceof NoShare) return said('sign_in');
  if (error instanceof NoRoom) return { title: m['room.full'](), text: m['room.full.next']() };
  return said('failed');
}
