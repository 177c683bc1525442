import { probeSession, type Fetch, type Reach } from './wire';

/** How a phone shows who unlocked it. */
export interface Showing {
  accountId: string;
  deviceId: string;
  /** What this account got when the phone was paired; nothing for those who sign in otherwise. */
  credential: () => Promise<string | undefined>;
  send: Fetch;
}

const PATIENT_MS = 20_000;

/**
 * Whether the browser's session is this account's. On a shared phone it may be somebody else's: who
 * has unlocked a paired phone gets one of their own, and only then is anything sent.
 */
export async function probeOwn(showing: Showing): Promise<Reach> {
  const { accountId, send } = showing;
  const reach = await probeSession(send, accountId);
  const credential = reach === 'signed_out' ? await showing.credential() : undefined;
  if (credential === undefined) return reach;
  const answer = await send('/api/v1/devices/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ device_id: showing.deviceId, credential }),
    signal: AbortSignal.timeout(PATIENT_MS),
  }).catch(() => null);
  if (!answer) return 'unreachable';
  if (answer.status === 410) return 'revoked';
  // What was answered is not believed: the session itself is asked again.
  return answer.ok ? probeSession(send, accountId) : reach;
}
