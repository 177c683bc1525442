import { importKey, KEY_BYTES, randomBytes, type Bytes, type Sealed } from './cipher';
import { withConnection } from './connection';
import type { DeviceDatabase, LockRow, SecretKind } from './database';
import { MustWait, NoSecret, WrongSecret, WrongShare } from './refusals';
import { stretch, Wrapping } from './wrapping';

/** For PBKDF2-HMAC-SHA256: OWASP Password Storage Cheat Sheet, "PBKDF2". */
export const ITERATIONS = 600_000;
/** After so many wrong secrets in a row none opens any more, only the share of the server. */
export const MOST_FAILURES = 10;
/** Seconds to wait after the third wrong secret in a row, the fourth, and so on. */
const WAITS_S = [5, 15, 30, 60, 120, 300, 600];
const FREE_FAILURES = 3;
const AUTO_LOCK_MINUTES = 5;

export type LockState = 'none' | 'locked' | 'open';

function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return WAITS_S[Math.min(failures - FREE_FAILURES, WAITS_S.length - 1)] ?? 0;
}

/** How long somebody still has to wait; a clock that was put back must not make it longer. */
function stillWaiting(row: LockRow): number {
  const seconds = Math.ceil((row.locked_until - Date.now()) / 1000);
  return Math.max(0, Math.min(seconds, waitAfter(row.failures)));
}

/**
 * The lock before what one account keeps on this device. A random key K seals all of it. K is kept
 * wrapped twice, by a secret and by a share that the server keeps, and unwrapped nowhere but in the
 * memory of an open tab. Both ways in pass through a key that the browser does not give out, so
 * copied bytes can be tried only where that key is.
 */
export class Lock {
  #key: CryptoKey | null = null;
  readonly #wrapping: Wrapping;

  constructor(
    readonly database: DeviceDatabase,
    readonly accountId: string,
    readonly iterations: number = ITERATIONS,
  ) {
    this.#wrapping = new Wrapping(database, accountId);
  }

  /** K, while open. */
  get key(): CryptoKey | null {
    return this.#key;
  }

  /** `none`: this account was never protected here. */
  async state(): Promise<LockState> {
    if (this.#key) return 'open';
    return (await this.#find()) ? 'locked' : 'none';
  }

  /** What the account unlocks with; null where only the share of the server opens. */
  async kind(): Promise<SecretKind | null> {
    const row = await this.#find();
    return row?.by_secret ? row.kind : null;
  }

  async autoLockMinutes(): Promise<number> {
    return (await this.#find())?.auto_lock_minutes ?? AUTO_LOCK_MINUTES;
  }

  async setAutoLockMinutes(auto_lock_minutes: number): Promise<void> {
    await this.database.locks.update(this.accountId, { auto_lock_minutes });
  }

  /** Make K and protect it. Without a secret only the share opens it. */
  async create(
    secret: string | null,
    kind: SecretKind,
    recovery: BufferSource,
  ): Promise<CryptoKey> {
    if (await this.#find()) throw new Error('This account is protected already.');
    const raw = randomBytes(KEY_BYTES);
    const row = {
      ...(await this.#bySecret(raw, secret, kind)),
      account_id: this.accountId,
      by_recovery: await this.#byRecovery(raw, recovery),
      auto_lock_minutes: AUTO_LOCK_MINUTES,
    };
    await withConnection(this.database, () => this.database.locks.add(row));
    return this.#open(raw);
  }

  /**
   * Open with the secret.
   *
   * A share given along is kept as the way back from now on, whatever was before.
   *
   * Throws `WrongSecret`, `MustWait` or `NoSecret`.
   */
  async unlock(secret: string, recovery?: BufferSource): Promise<CryptoKey> {
    const raw = await this.#unwrapBySecret(secret);
    const change = recovery && { by_recovery: await this.#byRecovery(raw, recovery) };
    await this.database.locks.update(this.accountId, {
      failures: 0,
      locked_until: 0,
      ...(change ?? {}),
    });
    return this.#open(raw);
  }

  /**
   * Open with the share of the server, whatever was tried before, and take a new secret if one is
   * given; what is kept stays. Throws `WrongShare`.
   */
  async recover(
    recovery: BufferSource,
    secret: string | null = null,
    kind: SecretKind = 'password',
  ): Promise<CryptoKey> {
    const row = await this.#find();
    if (!row) throw new WrongShare();
    const raw = await this.#wrapping.unwrap(row.by_recovery, 'recovery', recovery);
    if (!raw) throw new WrongShare();
    if (secret !== null) {
      await this.database.locks.update(this.accountId, await this.#bySecret(raw, secret, kind));
    }
    return this.#open(raw);
  }

  /** Take another secret; whoever knows the old one may. Throws as `unlock` does. */
  async change(old: string, secret: string, kind: SecretKind): Promise<void> {
    const raw = await this.#unwrapBySecret(old);
    await this.database.locks.update(this.accountId, await this.#bySecret(raw, secret, kind));
    await this.#open(raw);
  }

  /** Forget K; what is on the device stays as it is. */
  close(): void {
    this.#key = null;
  }

  /** Destroy K for good: nothing sealed with it opens again. */
  async destroy(): Promise<void> {
    this.close();
    await this.database.locks.delete(this.accountId);
  }

  async #find(): Promise<LockRow | undefined> {
    return withConnection(this.database, () => this.database.locks.get(this.accountId));
  }

  async #open(raw: Bytes): Promise<CryptoKey> {
    this.#key = await importKey(raw);
    raw.fill(0);
    return this.#key;
  }

  async #unwrapBySecret(secret: string): Promise<Bytes> {
    const row = await this.#countTry();
    const stretched = await stretch(secret, row.salt, row.iterations);
    const raw = await this.#wrapping.unwrap(row.by_secret, 'secret', stretched);
    if (raw) return raw;
    const left = MOST_FAILURES - row.failures;
    if (left <= 0) await this.database.locks.update(this.accountId, { by_secret: null });
    throw new WrongSecret(Math.max(0, left), left > 0 ? stillWaiting(row) : 0);
  }

  /** Count the try before it is made: closing the app in the middle of it saves nobody a failure. */
  async #countTry(): Promise<LockRow & { by_secret: Sealed }> {
    const { locks } = this.database;
    const row = await this.database.transaction('rw', locks, async () => {
      const found = await locks.get(this.accountId);
      if (!found?.by_secret || found.failures >= MOST_FAILURES) return null;
      if (stillWaiting(found) > 0) return found;
      const failures = found.failures + 1;
      const counted = { ...found, failures, locked_until: Date.now() + waitAfter(failures) * 1000 };
      await locks.put(counted);
      return { ...counted, counted: true };
    });
    if (!row?.by_secret) throw new NoSecret();
    if (!('counted' in row)) throw new MustWait(stillWaiting(row));
    return { ...row, by_secret: row.by_secret };
  }

  async #bySecret(
    raw: Bytes,
    secret: string | null,
    kind: SecretKind,
  ): Promise<Omit<LockRow, 'account_id' | 'by_recovery' | 'auto_lock_minutes'>> {
    const [salt, iterations] = [randomBytes(16), this.iterations];
    const by_secret =
      secret === null
        ? null
        : await this.#wrapping.wrap(raw, 'secret', await stretch(secret, salt, iterations));
    return { kind, salt, iterations, by_secret, failures: 0, locked_until: 0 };
  }

  async #byRecovery(raw: Bytes, recovery: BufferSource): Promise<Sealed> {
    return this.#wrapping.wrap(raw, 'recovery', recovery);
  }
}
