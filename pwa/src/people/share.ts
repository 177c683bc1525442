import { ask, client } from '../api/client';
import { base64Of, bytesOfBase64 } from '../store/base64';
import type { Store } from '../store/store';
import { QUICK_MS } from '../store/wire';

/**
 * What the server keeps to open this device's data when its secret is forgotten; made if there is
 * none yet. Null without the server, or when the last sign-in was too long ago.
 */
export async function fetchShare(deviceId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const outcome = await ask(
    client.PUT('/api/v1/devices/{device_id}/recovery-share', {
      params: { path: { device_id: deviceId } },
      // Signing in must not hang on it: what is kept opens with its secret as well.
      signal: AbortSignal.timeout(QUICK_MS),
    }),
  );
  if (outcome.kind !== 'answer') return null;
  return bytesOfBase64(outcome.value.share);
}

/** Shares are kept by device; this is no device, but whatever closes an account's files of unsent things. */
const FILES = '00000000-0000-4000-8000-000000000f11';
const NOTE = 'file_share';

/**
 * What closes and opens this account's files, kept sealed so that a file can be made without a
 * network. Null until it could be asked for, which is within ten minutes of signing in.
 */
export async function fileShare(store: Store): Promise<Uint8Array<ArrayBuffer> | null> {
  const known = await store.note<string>(NOTE);
  if (known !== undefined) return bytesOfBase64(known);
  const share = await fetchShare(FILES);
  if (share) await store.setNote(NOTE, base64Of(share));
  return share;
}
