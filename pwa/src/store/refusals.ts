/** Another secret opens this. */
export class WrongSecret extends Error {
  constructor(
    /** How many more may be tried; at 0 none opens any more. */
    readonly left: number,
    readonly waitSeconds: number,
  ) {
    super('This secret does not open the device.');
  }
}

/** Too many wrong secrets, one after the other: this one was not looked at. */
export class MustWait extends Error {
  constructor(readonly waitSeconds: number) {
    super('Wait before the next try.');
  }
}

/** No secret opens this, only the share of the server: tried too often, or never set. */
export class NoSecret extends Error {}

/** This share belongs to another device, or to another account. */
export class WrongShare extends Error {}

/** Why a lock did not open. */
export type Refusal = WrongSecret | MustWait | NoSecret | WrongShare;

export function isRefusal(error: unknown): error is Refusal {
  return [WrongSecret, MustWait, NoSecret, WrongShare].some((kind) => error instanceof kind);
}
