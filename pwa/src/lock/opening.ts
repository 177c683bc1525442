import type { Bytes } from '../store/cipher';
import type { SecretKind } from '../store/database';
import type { Lock } from '../store/lock';
import { isRefusal } from '../store/refusals';

/** A secret somebody has just shown to the server: it protects this device from now on. */
export interface Shown {
  /** Null after a passkey: what protected the device before goes on doing so. */
  secret: string | null;
  kind: SecretKind;
}

export const NOTHING_SHOWN: Shown = { secret: null, kind: 'password' };

async function refusedAsNull<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/**
 * Open the lock of somebody the server has just let in, or make it.
 *
 * The share opens whatever was kept under another secret: a password changed elsewhere, a forgotten
 * one. Where neither opens (the server lost the share), the lock stays closed and nothing is lost.
 */
export async function openWithShare(
  lock: Lock,
  { secret, kind }: Shown,
  share: Bytes | null,
): Promise<void> {
  if ((await lock.state()) === 'none') {
    if (share) await lock.create(secret, kind, share);
    return;
  }
  if (secret !== null && (await refusedAsNull(lock.unlock(secret, share ?? undefined)))) return;
  if (share) await refusedAsNull(lock.recover(share, secret, kind));
}
