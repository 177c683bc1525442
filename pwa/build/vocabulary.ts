import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { parse } from 'yaml';

const VIRTUAL = 'virtual:vocabulary';
const RESOLVED = `\0${VIRTUAL}`;

interface Word {
  code?: string;
  id?: string;
  de: string;
  de_simple?: string | null;
  en: string;
  hint?: Word;
  subcategories?: Word[];
}

interface Source {
  questions: Word[];
  felt_effects: Word[];
  felt_effect_open_answers: Word[];
  groups: Word[];
  who_spoke: Word[];
  contact_kinds: Word[];
  sector_sets: Record<string, { sectors: Word[] }>;
  circles: (Word & { importance: Word; closeness: Word })[];
  support_types: Word[];
  support_directions: Word[];
  frequencies: Word[];
  distance_bands: Word[];
  burdens: Word[];
  known_since: Word[];
  travel_times: Word[];
  living: Word[];
  roles: Record<string, Word[]>;
}

const label = (word: Word): Record<string, string> => ({
  de: word.de,
  'de-simple': word.de_simple ?? word.de,
  en: word.en,
});

const entry = (word: Word) => ({ code: word.code ?? word.id, label: label(word) });

const question = (word: Word) => ({
  ...entry(word),
  hint: word.hint ? label(word.hint) : null,
  subcategories: (word.subcategories ?? []).map(entry),
});

/** Open answers look the same for every question: the screens bring them. */
const withoutOpen = (words: Word[]): Word[] =>
  words.filter(({ code }) => code !== 'dont_know' && code !== 'rather_not_say');

/** What a walk needs of the vocabulary the server checks against, so both always know the same codes. */
function readVocabulary(file: string) {
  const source = parse(readFileSync(file, 'utf8')) as Source;
  return {
    questions: source.questions.map(question),
    feltEffects: source.felt_effects.map(entry),
    openAnswers: source.felt_effect_open_answers.map(entry),
    groups: source.groups.map(entry),
    whoSpoke: source.who_spoke.map(entry),
    contactKinds: source.contact_kinds.map(entry),
    sectorSets: Object.fromEntries(
      Object.entries(source.sector_sets).map(([name, { sectors }]) => [name, sectors.map(entry)]),
    ),
    circles: source.circles.map(({ code, importance, closeness }) => ({
      code,
      importance: label(importance),
      closeness: label(closeness),
    })),
    supportTypes: source.support_types.map(entry),
    supportDirections: source.support_directions.map(entry),
    frequencies: withoutOpen(source.frequencies).map(entry),
    distanceBands: source.distance_bands.map(entry),
    burdens: source.burdens.map(entry),
    knownSince: source.known_since.map(entry),
    travelTimes: source.travel_times.map(entry),
    living: source.living.map(entry),
    roles: Object.fromEntries(
      Object.entries(source.roles).map(([area, roles]) => [area, roles.map(entry)]),
    ),
  };
}

/** Serve `virtual:vocabulary` from the server's questions.yaml. */
export function vocabulary(file: string): Plugin {
  return {
    name: 'gegenstrom-vocabulary',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      this.addWatchFile(file);
      return `export default ${JSON.stringify(readVocabulary(file))};`;
    },
  };
}
