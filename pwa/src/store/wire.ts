import type { Problem } from '../api/client';

/**
 * How far the server is reachable. A captive portal answers everything, but never as Gegenstrom.
 * `stuck`: the device's own storage does not answer.
 */
export type Reach = 'ok' | 'unreachable' | 'captive' | 'busy' | 'signed_out' | 'revoked' | 'stuck';

export type Fetch = typeof fetch;

export const QUICK_MS = 8_000;
export const PATIENT_MS = 60_000;

const signals = AbortSignal as Partial<typeof AbortSignal>;

/** A way to the server that can be cut off; no request lasts longer than its own patience. */
export function cuttable(send: Fetch, cut: AbortSignal): Fetch {
  return async (input, init) => {
    const own = init?.signal ?? AbortSignal.timeout(PATIENT_MS);
    // An older browser lets the request end by itself.
    return send(input, { ...init, signal: signals.any?.([cut, own]) ?? own });
  };
}

function reachOfStatus(status: number): Reach {
  return status === 429 || status >= 500 ? 'busy' : 'captive';
}

/** Ask for the server by content; `navigator.onLine` knows nothing about it. */
export async function probe(send: Fetch): Promise<Reach> {
  try {
    const answer = await send('/api/v1/health', {
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(QUICK_MS),
    });
    const body: unknown = await answer.json().catch(() => null);
    const isOurs = typeof body === 'object' && body !== null && 'app' in body;
    if (answer.ok && isOurs && body.app === 'gegenstrom') return 'ok';
    return reachOfStatus(answer.status);
  } catch {
    return 'unreachable';
  }
}

/** Whose cookie the browser holds: sending under somebody else's name must never happen. */
export async function probeSession(send: Fetch, accountId: string): Promise<Reach> {
  try {
    const answer = await send('/api/v1/session', {
      cache: 'no-store',
      signal: AbortSignal.timeout(QUICK_MS),
    });
    if (answer.status === 401) return 'signed_out';
    if (!answer.ok) return 'busy';
    const caller = (await answer.json()) as { account_id?: string };
    return caller.account_id === accountId ? 'ok' : 'signed_out';
  } catch {
    return 'unreachable';
  }
}

/** Why our server refused; null when whoever answered is not our server. */
export async function problemIn(answer: Response): Promise<Problem | null> {
  const said: unknown = await answer.json().catch(() => null);
  const isOurs =
    typeof said === 'object' &&
    said !== null &&
    'title' in said &&
    'status' in said &&
    'type' in said;
  return isOurs ? (said as Problem) : null;
}
