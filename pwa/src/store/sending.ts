/** How somebody wants their things sent; kept with the account on this device. */
export interface Sending {
  /** Nothing is sent until somebody goes on, or presses the button. */
  paused: boolean;
  /** Photographs wait for a network that does not cost by the megabyte. */
  photographsOnWifi: boolean;
}

export const USUAL: Sending = { paused: false, photographsOnWifi: false };
export const SENDING_NOTE = 'sending';

/** As far as a browser tells; many tell nothing. */
export interface Connection {
  type?: string;
  saveData?: boolean;
}

/** What the browser knows about the network, where it tells. */
export function connectionOf(browser: Navigator): Connection | undefined {
  return (browser as { connection?: Connection }).connection;
}

/** Whether the network costs by the megabyte, as far as the browser says; in doubt it does not. */
export function isMetered(connection: Connection | undefined): boolean {
  return connection?.saveData === true || ['cellular', 'wimax'].includes(connection?.type ?? '');
}

/** Whether photographs wait for another network now. */
export function holdsPhotographs(
  sending: Sending,
  connection: Connection | undefined = connectionOf(navigator),
): boolean {
  return sending.photographsOnWifi && isMetered(connection);
}
