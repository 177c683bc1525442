import { Dexie } from 'dexie';

const TRIES = 3;

/** WebKit and low memory drop the connection to IndexedDB; these errors mean "open it again". */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, message } = error;
  return (
    [
      'DatabaseClosedError',
      'InvalidStateError',
      'UnknownError',
      'TransactionInactiveError',
    ].includes(name) || /connection (to indexed database server )?(lost|is closing)/i.test(message)
  );
}

/** Do something with a database; if its connection was lost, open it anew and do it again, up to three times. */
export async function withConnection<T>(database: Dexie, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error) || attempt >= TRIES) throw error;
      database.close({ disableAutoOpen: false });
      await database.open();
    }
  }
}
