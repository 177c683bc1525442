import { importKey, KEY_BYTES, openBytes, sealBytes, type Bytes, type Sealed } from './cipher';
import type { DeviceDatabase } from './database';

const DEVICE_KEY = 'device_key';
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/** The ways to an account's data key. */
export type Way = 'secret' | 'recovery';

/** Make guessing slow. */
export async function stretch(
  secret: string,
  salt: Bytes,
  iterations: number,
): Promise<ArrayBuffer> {
  const typed = new TextEncoder().encode(secret.normalize('NFC'));
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveBits(algorithm, key, KEY_BYTES * 8);
}

/** Wraps the data key of one account, mixed with a key the browser uses for us but does not hand out. */
export class Wrapping {
  constructor(
    readonly database: DeviceDatabase,
    readonly accountId: string,
  ) {}

  async wrap(raw: Bytes, way: Way, material: BufferSource): Promise<Sealed> {
    return sealBytes(await this.#key(way, material), raw, this.#place(way));
  }

  /** The data key, or null when this does not open it. */
  async unwrap(wrapped: Sealed, way: Way, material: BufferSource): Promise<Bytes | null> {
    const key = await this.#key(way, material);
    try {
      return new Uint8Array(await openBytes(key, wrapped, this.#place(way)));
    } catch {
      return null;
    }
  }

  #place(way: Way): string {
    return `locks/${this.accountId}/${way}`;
  }

  async #key(way: Way, material: BufferSource): Promise<CryptoKey> {
    const label = new TextEncoder().encode(`${this.#place(way)}\0`);
    const message = await new Blob([label, material]).arrayBuffer();
    return importKey(await crypto.subtle.sign('HMAC', await this.#deviceKey(), message));
  }

  async #deviceKey(): Promise<CryptoKey> {
    const { notes } = this.database;
    const known = (await notes.get(DEVICE_KEY))?.value as CryptoKey | undefined;
    if (known) return known;
    const made = await crypto.subtle.generateKey(HMAC, false, ['sign']);
    return this.database.transaction('rw', notes, async () => {
      // Another tab may have made one meanwhile.
      const other = (await notes.get(DEVICE_KEY))?.value as CryptoKey | undefined;
      if (!other) await notes.put({ key: DEVICE_KEY, value: made });
      return other ?? (made as CryptoKey);
    });
  }
}
