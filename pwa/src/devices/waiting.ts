import { MustWait, NoSecret, WrongSecret } from '../store/refusals';

/** Why the pictures did not open, and how it goes on. */
export type Closed = { kind: 'wrong'; left: number; until: number } | { kind: 'stopped' };

const SECOND_MS = 1000;

/** What a refusal of the lock means here; null for what is none. */
export function closedBy(error: unknown, now: number): Closed | null {
  if (error instanceof NoSecret) return { kind: 'stopped' };
  if (error instanceof MustWait) {
    return { kind: 'wrong', left: 0, until: now + error.waitSeconds * SECOND_MS };
  }
  if (!(error instanceof WrongSecret)) return null;
  if (error.left === 0) return { kind: 'stopped' };
  return { kind: 'wrong', left: error.left, until: now + error.waitSeconds * SECOND_MS };
}

/** Whole seconds still to wait. */
export function secondsLeft(closed: Closed | null, now: number): number {
  if (closed?.kind !== 'wrong') return 0;
  return Math.max(0, Math.ceil((closed.until - now) / SECOND_MS));
}
