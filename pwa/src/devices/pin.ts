/** The twelve pictures of the picture PIN, always in this order. */
export const PIN_PICTURES = [
  'apple',
  'bicycle',
  'tree',
  'fish',
  'umbrella',
  'guitar',
  'sailboat',
  'cup',
  'cat',
  'key',
  'moon',
  'bell',
] as const;
export type PinPicture = (typeof PIN_PICTURES)[number];

export const PIN_LENGTH = 4;

/** Four pictures as the secret that opens the lock: their order counts. */
export function secretOf(pictures: readonly PinPicture[]): string {
  return pictures.join(' ');
}

export function isComplete(pictures: readonly PinPicture[]): boolean {
  return pictures.length === PIN_LENGTH;
}

/** One more picture; the same one may come again. More than four are not taken. */
export function withPicture(entered: readonly PinPicture[], picture: PinPicture): PinPicture[] {
  return isComplete(entered) ? [...entered] : [...entered, picture];
}

/** Choosing a PIN: once, and the same once again. */
export interface Choosing {
  /** What was chosen first, while it is asked for again. */
  first: readonly PinPicture[] | null;
  entered: readonly PinPicture[];
  /** The second time it was something else: begin anew. */
  differed: boolean;
}

export const CHOOSING: Choosing = { first: null, entered: [], differed: false };

export function pick(now: Choosing, picture: PinPicture): Choosing {
  return { ...now, entered: withPicture(now.entered, picture), differed: false };
}

export function takeBack(now: Choosing): Choosing {
  return { ...now, entered: now.entered.slice(0, -1) };
}

/** Go on with four pictures: ask for them again, or compare. `secret` is there once both agree. */
export function goOn(now: Choosing): { now: Choosing; secret: string | null } {
  if (!isComplete(now.entered)) return { now, secret: null };
  if (now.first === null) {
    return { now: { first: now.entered, entered: [], differed: false }, secret: null };
  }
  const secret = secretOf(now.entered);
  if (secret === secretOf(now.first)) return { now, secret };
  return { now: { ...CHOOSING, differed: true }, secret: null };
}

/** Digits of a card's code, however they came: typed, pasted, out of a link. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '').slice(0, CODE_DIGITS);
}

export const CODE_DIGITS = 12;

/** Groups of four, as on the card. */
export function grouped(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** What a scanned pattern leads to; null for a pattern that is none of ours. */
export function scanned(text: string): { page: 'pair' | 'new-pin'; code: string } | null {
  const found = /#\/(pair|new-pin)\/([\d-]{12,14})$/.exec(text);
  return found ? { page: found[1] as 'pair' | 'new-pin', code: found[2] ?? '' } : null;
}
