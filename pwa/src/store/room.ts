import { browserStorage } from './browser';

/** What the browser lets us keep, in bytes, all of this origin together. */
export interface Space {
  used: number;
  free: number;
}

/** `tight`: time to send and to tidy up. `full`: words still fit, photographs do not. */
export type Level = 'ample' | 'tight' | 'full';

/** So much stays free for words when photographs are turned away: thousands of findings. */
export const RESERVE_BYTES = 20_000_000;
/** Below this somebody is told: about a hundred photographs, a long walk. */
export const TIGHT_BYTES = 80_000_000;

/** There is no room for this on the device. Nothing of it was kept, everything before it was. */
export class NoRoom extends Error {
  constructor() {
    super('There is no room for this on the device.');
  }
}

export function levelOf({ free }: Space): Level {
  if (free < RESERVE_BYTES) return 'full';
  return free < TIGHT_BYTES ? 'tight' : 'ample';
}

/**
 * How much room there is; null where the browser does not say. Newer Chromium tells everybody the same
 * quota, so this warns early where it can, and what a write meets (`orNoRoom`) decides.
 */
export async function measure(
  storage: Partial<StorageManager> | undefined = browserStorage,
): Promise<Space | null> {
  const told = await storage?.estimate?.().catch(() => null);
  if (told?.quota === undefined) return null;
  const used = told.usage ?? 0;
  return { used, free: Math.max(0, told.quota - used) };
}

/** Refuse before it is too late: a photograph must leave room for words. Throws `NoRoom`. */
export async function demandRoom(
  bytes: number,
  storage: Partial<StorageManager> | undefined = browserStorage,
): Promise<void> {
  const space = await measure(storage);
  if (space && space.free - bytes < RESERVE_BYTES) throw new NoRoom();
}

function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'QuotaExceededError' || /quota/i.test(error.message)) return true;
  // Dexie tells of an aborted transaction, and inside it why.
  return isOutOfRoom((error as { inner?: unknown }).inner);
}

/** A write that tells `NoRoom` where IndexedDB had none; its transaction left nothing behind. */
export async function orNoRoom<T>(write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isOutOfRoom(error) ? new NoRoom() : error;
  }
}
