import type { PictogramName } from '../ui/pictograms';
import { m } from '../words';

/** Signs for people who do not read: kept as the character, so that other programs show them too. */
export const SIGNS = [
  ['👩', 'woman'],
  ['👨', 'man'],
  ['🧑', 'person'],
  ['👧', 'girl'],
  ['👦', 'boy'],
  ['👶', 'baby'],
  ['👵', 'old-woman'],
  ['👴', 'old-man'],
  ['👪', 'family'],
  ['👥', 'everybody'],
  ['❤️', 'heart'],
  ['🐕', 'dog'],
  ['🐈', 'cat'],
  ['🐦', 'bird'],
  ['🏠', 'house'],
  ['🏥', 'hospital'],
  ['🏢', 'office'],
  ['⛪', 'church'],
  ['🛒', 'shopping'],
  ['🛠️', 'tools'],
  ['🧑‍⚕️', 'health-worker'],
  ['⚽', 'ball'],
  ['🎵', 'music'],
  ['☕', 'cup'],
  ['📱', 'mobile'],
  ['⭐', 'star'],
] as const satisfies readonly (readonly [string, PictogramName])[];

const BY_SIGN = new Map<string, PictogramName>(SIGNS);

/** The picture of a sign, if we have one. */
export function pictureOf(sign: string): PictogramName | undefined {
  return BY_SIGN.get(sign);
}

/** What a sign is called; another character stands for itself. */
export function signName(sign: string): string {
  const known = SIGNS.find(([one]) => one === sign);
  return known ? m[`network.sign.${known[1]}`]() : sign;
}
