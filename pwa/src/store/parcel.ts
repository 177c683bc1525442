import { base64Of, bytesOfBase64 } from './base64';
import { importKey, KEY_BYTES, openBytes, randomBytes, sealBytes, type Bytes } from './cipher';
import type { DraftRow, MediaRow, OutboxRow } from './database';
import type { Kept } from './records';
import { stretch } from './wrapping';

/** Everything of one account that the server does not have yet, opened. */
export interface Unsent {
  account_id: string;
  made_at: string;
  records: Kept[];
  outbox: OutboxRow[];
  drafts: DraftRow[];
  photographs: Picture[];
}
export type Picture = Pick<MediaRow, 'sha256' | 'bytes' | 'type'>;

/** What closes a file and opens it again: the account's share, or a code on paper. */
export type FileKey = { way: 'account'; share: Bytes } | { way: 'code'; code: string };

/** This is no file of ours, or not all of it. */
export class NoParcel extends Error {}

/** Another account or another code opens this file. */
export class ParcelClosed extends Error {
  constructor(readonly way: FileKey['way']) {
    super('Another key opens this file.');
  }
}

/** In the clear: how it opens. No name, no account, no count. */
interface Label {
  app: 'gegenstrom';
  format: 1;
  id: string;
  way: FileKey['way'];
  /** Base64; the key of the file under the way's key. */
  wrapped: string;
  salt: string;
}

const MAGIC = new TextEncoder().encode('GEGENSTROM-UNSENT\n');
/** The code has 80 bits of its own; stretching is for whoever writes it down badly. */
const CODE_ROUNDS = 100_000;
const CODE_GROUPS = 6;
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/** A code of six times four digits, for paper. */
export function makeCode(): string {
  const group = (): string => {
    // Above 60,000 the smaller digits would come a little more often.
    let number = 65_535;
    while (number >= 60_000) number = new DataView(randomBytes(2).buffer).getUint16(0);
    return String(number % 10_000).padStart(4, '0');
  };
  return Array.from({ length: CODE_GROUPS }, group).join(' ');
}

async function wrappingKey(
  key: FileKey,
  { id, salt }: Pick<Label, 'id' | 'salt'>,
): Promise<CryptoKey> {
  if (key.way === 'code') {
    const digits = key.code.replace(/\D/g, '');
    return importKey(await stretch(digits, bytesOfBase64(salt), CODE_ROUNDS));
  }
  const hmac = await crypto.subtle.importKey('raw', key.share, HMAC, false, ['sign']);
  return importKey(
    await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(`unsent-file/${id}`)),
  );
}

const place = (id: string, part: number | string): string => `unsent-file/${id}/${part}`;

/** A part with its length before it. */
function framed(part: Uint8Array<ArrayBuffer>): BlobPart[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, part.byteLength);
  return [length, part];
}

function said(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Close everything unsent into one file. Without its key it says nothing, not even whose it is. */
export async function pack(unsent: Unsent, key: FileKey): Promise<Blob> {
  const raw = randomBytes(KEY_BYTES);
  const [id, salt] = [crypto.randomUUID(), base64Of(randomBytes(16))];
  const wrapped = await sealBytes(await wrappingKey(key, { id, salt }), raw, place(id, 'key'));
  const label: Label = {
    app: 'gegenstrom',
    format: 1,
    id,
    way: key.way,
    wrapped: base64Of(wrapped),
    salt,
  };
  const own = await importKey(raw);
  const photographs = unsent.photographs.map(({ sha256, type }) => ({ sha256, type }));
  const list = await sealBytes(own, said({ ...unsent, photographs }), place(id, 0));
  const parts = [MAGIC, ...framed(said(label)), ...framed(list)];
  for (const [number, { bytes }] of unsent.photographs.entries()) {
    parts.push(...framed(await sealBytes(own, bytes, place(id, number + 1))));
  }
  return new Blob(parts, { type: 'application/octet-stream' });
}

/** The parts of a file. Throws `NoParcel` where it is none, or ends early. */
async function partsOf(file: Blob): Promise<Blob[]> {
  const start = new Uint8Array(await file.slice(0, MAGIC.length).arrayBuffer());
  if (MAGIC.some((byte, at) => start[at] !== byte)) throw new NoParcel('Not of ours.');
  const parts: Blob[] = [];
  let at = MAGIC.length;
  while (at < file.size) {
    const length = await file.slice(at, at + 4).arrayBuffer();
    const size = length.byteLength === 4 ? new DataView(length).getUint32(0) : Infinity;
    const part = file.slice(at + 4, at + 4 + size);
    if (part.size !== size) throw new NoParcel('It ends early.');
    parts.push(part);
    at += 4 + size;
  }
  return parts;
}

async function labelOf(part: Blob | undefined): Promise<Label> {
  const label = JSON.parse((await part?.text()) ?? 'null') as Label | null;
  if (label?.app !== 'gegenstrom' || String(label.format) !== '1')
    throw new NoParcel('A later format.');
  return label;
}

/** What a file is opened with. Throws `NoParcel`. */
export async function wayOf(file: Blob): Promise<FileKey['way']> {
  return (await labelOf((await partsOf(file))[0])).way;
}

async function ownKey(label: Label, key: FileKey): Promise<CryptoKey> {
  if (key.way !== label.way) throw new ParcelClosed(label.way);
  const wrapping = await wrappingKey(key, label);
  try {
    return await importKey(
      await openBytes(wrapping, bytesOfBase64(label.wrapped), place(label.id, 'key')),
    );
  } catch {
    throw new ParcelClosed(label.way);
  }
}

/** Open a file. Throws `NoParcel` or `ParcelClosed`. */
export async function unpack(file: Blob, key: FileKey): Promise<Unsent> {
  const [first, list, ...pictures] = await partsOf(file);
  const label = await labelOf(first);
  const own = await ownKey(label, key);
  const open = async (part: Blob | undefined, number: number): Promise<ArrayBuffer> => {
    if (!part) throw new NoParcel('It ends early.');
    return openBytes(own, new Uint8Array(await part.arrayBuffer()), place(label.id, number));
  };
  const words = new TextDecoder().decode(await open(list, 0));
  const unsent = JSON.parse(words) as Omit<Unsent, 'photographs'> & {
    photographs: Omit<Picture, 'bytes'>[];
  };
  const photographs: Picture[] = [];
  for (const [number, picture] of unsent.photographs.entries()) {
    photographs.push({ ...picture, bytes: await open(pictures[number], number + 1) });
  }
  return { ...unsent, photographs };
}
