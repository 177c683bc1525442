import { Dexie } from 'dexie';

const TRIES = 3;

/** WebKit and low memory drop the connection to IndexedDB; these errors mean "open it again". */
export function isLost(error: unknown): boolean {
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

/**
 * Do something with a database; if its connection was lost, open it anew and do it again, up to
 * three times. Built of Dexie's promises, not of `await`: behind an `await` a live query no longer
 * notices what is read, and its screen would stay as it was.
 */
export function withConnection<T>(
  database: Dexie,
  work: () => PromiseLike<T>,
  attempt = 1,
): Promise<T> {
  return Dexie.Promise.resolve(work()).catch((error: unknown) => {
    if (!isLost(error) || attempt >= TRIES) throw error;
    database.close({ disableAutoOpen: false });
    return database.open().then(() => withConnection(database, work, attempt + 1));
  });
}
