import type { AccountDatabase } from './database';
import { pullDecisions } from './decisions';
import { sendMedia } from './media';
import { pull, pullAround } from './pull';
import { push } from './push';
import { probeOwn } from './own-session';
import { writeNote } from './rows';
import { probe, type Fetch, type Reach } from './wire';

/** Everything one run needs; the network is handed in, so tests can lose it. */
export interface SyncRun {
  database: AccountDatabase;
  accountId: string;
  deviceId: string;
  /** See `own-session.ts`. */
  credential: () => Promise<string | undefined>;
  send: Fetch;
  /** Called with the number of operations and photographs that have arrived in this run. */
  onProgress?: (settled: number) => void;
  /** Photographs wait for another network. */
  withoutMedia?: boolean;
}

/** One run: is it us, is it you, send records, send photographs, fetch. The first obstacle ends it. */
export async function runSync(run: SyncRun): Promise<Reach> {
  const { database, send } = run;
  let settled = 0;
  const tell = (now: number): void => {
    settled = now;
    run.onProgress?.(settled);
  };
  const steps: readonly (() => Promise<Reach>)[] = [
    () => probe(send),
    () => probeOwn(run),
    () => push({ ...run, onProgress: tell }),
    async () => (run.withoutMedia ? 'ok' : sendMedia(database, send, () => tell(settled + 1))),
    () => pull(database, send),
  ];
  for (const step of steps) {
    const reach = await step();
    if (reach !== 'ok') return reach;
  }
  await pullAround(database, send);
  await pullDecisions(database, send);
  await writeNote(database, 'last_seen', new Date().toISOString());
  return 'ok';
}
