import { ask, client } from '../api/client';
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
  return Uint8Array.from(atob(outcome.value.share), (character) => character.charCodeAt(0));
}
