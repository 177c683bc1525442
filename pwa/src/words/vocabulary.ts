import source from 'virtual:vocabulary';
import type { Wire } from '../api/client';
import type { Locale } from './language.svelte';
import { language } from './language.svelte';

type Finding = Wire['FindingRecord'];
type Contact = Wire['ContactRecord'];

/** One code with its three labels. */
export interface Entry<Code extends string = string> {
  code: Code;
  label: Record<Locale, string>;
}

/** One of the 14 everyday questions. */
export interface Question extends Entry<NonNullable<Finding['question']>> {
  hint: Record<Locale, string> | null;
  subcategories: Entry[];
}

/** The coded vocabulary of a walk and a network map, built from the server's questions.yaml. */
export interface Vocabulary {
  questions: Question[];
  feltEffects: Entry<NonNullable<Finding['felt_effect']>>[];
  openAnswers: Entry<NonNullable<Finding['felt_effect']>>[];
  groups: Entry<Finding['groups'][number]>[];
  whoSpoke: Entry<NonNullable<Finding['who_spoke']>>[];
  contactKinds: Entry<Contact['kind']>[];
  sectorSets: Record<string, Entry[]>;
  circles: {
    code: 'inner' | 'middle' | 'outer';
    importance: Record<Locale, string>;
    closeness: Record<Locale, string>;
  }[];
  supportTypes: Entry[];
  supportDirections: Entry[];
  frequencies: Entry[];
  distanceBands: Entry[];
  burdens: Entry[];
  knownSince: Entry[];
  travelTimes: Entry[];
  living: Entry[];
  /** By area of life. */
  roles: Record<string, Entry[]>;
}

export const vocabulary: Vocabulary = source;

/** The label of an entry in the language of the screen. */
export function labelOf(entry: Entry): string {
  return entry.label[language.locale];
}

/** The label without what stands in brackets behind it, for buttons. */
export function shortLabelOf(entry: Entry): string {
  return labelOf(entry).replace(/ \([^)]*\)$/, '');
}

/** The label of a code, or the code itself when a newer server knows one we do not. */
export function labelOfCode(entries: readonly Entry[], code: string): string {
  const entry = entries.find((candidate) => candidate.code === code);
  return entry ? labelOf(entry) : code;
}
