import type { PictogramName } from '../ui';

/** Pictures people choose for themselves; the name is what the server keeps. */
const PICTURES: Readonly<Record<string, PictogramName>> = {
  ahorn: 'leaf',
  amsel: 'bird',
  apfel: 'apple',
  birke: 'tree',
  falke: 'eagle',
  fisch: 'fish',
  fuchs: 'fox',
  gitarre: 'guitar',
  haselnuss: 'chestnut',
  katze: 'cat',
  kieselstein: 'rock',
  kleeblatt: 'clover',
  koralle: 'coral',
  libelle: 'butterfly',
  malve: 'hibiscus',
  mond: 'moon',
  otter: 'otter',
  quelle: 'droplet',
  salbei: 'herb',
  schirm: 'umbrella',
  segelboot: 'sailboat',
};

/** The pictogram of a chosen picture; null when we have none, then a letter stands in. */
export function pictureOf(name: string | null): PictogramName | null {
  return PICTURES[(name ?? '').toLowerCase()] ?? null;
}
