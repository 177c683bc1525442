import { Dexie } from 'dexie';
import { openBytes, sealBytes, type Sealed } from './cipher';

/** The key is not in memory any more; what is kept is safe, but not to be read or written now. */
export class Locked extends Error {
  constructor() {
    super('What is kept on this device is locked.');
  }
}

export function isSealed(value: unknown): value is Sealed {
  return value instanceof Uint8Array;
}

/**
 * Seals what an account keeps, and opens it again, for as long as its key is in memory. Each value
 * belongs to a place, table and primary key, and opens only there, so rows cannot be swapped.
 *
 * Seal before a transaction of IndexedDB and open after it: one that waits for anything but itself
 * is over.
 */
export class Vault {
  #key: CryptoKey | null;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  get key(): CryptoKey {
    if (!this.#key) throw new Locked();
    return this.#key;
  }

  /** Let go of the key. */
  forget(): void {
    this.#key = null;
  }

  /** Seal anything that JSON can say. */
  async seal(value: unknown, place: string): Promise<Sealed> {
    const words = new TextEncoder().encode(JSON.stringify(value ?? null));
    return sealBytes(this.key, words, place);
  }

  open<T>(sealed: Sealed, place: string): PromiseLike<T> {
    return openBytes(this.key, sealed, place).then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as T,
    );
  }

  async sealIfAny(value: unknown, place: string): Promise<Sealed | null> {
    return value === null ? null : this.seal(value, place);
  }

  openIfAny<T>(sealed: Sealed | null, place: string): PromiseLike<T | null> {
    return sealed === null ? Dexie.Promise.resolve(null) : this.open<T>(sealed, place);
  }

  async sealBytes(bytes: ArrayBuffer, place: string): Promise<Sealed> {
    return sealBytes(this.key, bytes, place);
  }

  openBytes(sealed: Sealed, place: string): PromiseLike<ArrayBuffer> {
    return openBytes(this.key, sealed, place);
  }
}
