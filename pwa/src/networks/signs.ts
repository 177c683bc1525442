import type { PictogramName } from '../ui/pictograms';

/** Signs for people who do not read: kept as the character, so that other programs show them too. */
export const SIGNS: readonly (readonly [string, PictogramName])[] = [
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
];

const BY_SIGN = new Map<string, PictogramName>(SIGNS);

/** The picture of a sign, if we have one. */
export function pictureOf(sign: string): PictogramName | undefined {
  return BY_SIGN.get(sign);
}
