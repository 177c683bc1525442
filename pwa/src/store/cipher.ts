import { Dexie } from 'dexie';

/** Bytes that only a key can read: nonce (12), then AES-GCM's ciphertext and tag. */
export type Sealed = Uint8Array<ArrayBuffer>;
export type Bytes = Uint8Array<ArrayBuffer>;

const NONCE_BYTES = 12;
const AES = 'AES-GCM';
export const KEY_BYTES = 32;

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Raw bytes as a key that seals and opens and cannot be read out again. */
export async function importKey(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, AES, false, ['encrypt', 'decrypt']);
}

function gcm(nonce: Bytes, belongsTo: string): AesGcmParams {
  return { name: AES, iv: nonce, additionalData: new TextEncoder().encode(belongsTo) };
}

/** Seal bytes; `belongsTo` says what for, such as `media/<sha256>`, and they open only there. */
export async function sealBytes(
  key: CryptoKey,
  plain: BufferSource,
  belongsTo: string,
): Promise<Sealed> {
  const nonce = randomBytes(NONCE_BYTES);
  const closed = await crypto.subtle.encrypt(gcm(nonce, belongsTo), key, plain);
  const sealed = new Uint8Array(NONCE_BYTES + closed.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(closed), NONCE_BYTES);
  return sealed;
}

/**
 * What was sealed; fails with an `OperationError` when the key or the place is another. A promise of
 * Dexie's: behind a foreign one a live query no longer notices what is read next.
 */
export function openBytes(
  key: CryptoKey,
  sealed: Sealed,
  belongsTo: string,
): PromiseLike<ArrayBuffer> {
  const nonce = sealed.slice(0, NONCE_BYTES);
  return Dexie.Promise.resolve(
    crypto.subtle.decrypt(gcm(nonce, belongsTo), key, sealed.subarray(NONCE_BYTES)),
  );
}
