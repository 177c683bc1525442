import source from 'virtual:vocabulary';
import type { Locale } from './language.svelte';
import { language } from './language.svelte';

/** One code with its three labels. */
export interface Entry {
  code: string;
  label: Record<Locale, string>;
}

/** One of the 14 everyday questions. */
export interface Question extends Entry {
  hint: Record<Locale, string> | null;
  subcategories: Entry[];
}

/** The coded vocabulary of a walk, built from the server's questions.yaml. */
export interface Vocabulary {
  questions: Question[];
  feltEffects: Entry[];
  openAnswers: Entry[];
  groups: Entry[];
  whoSpoke: Entry[];
  weather: Entry[];
}

export const vocabulary: Vocabulary = source;

/** The label of an entry in the language of the screen. */
export function labelOf(entry: Entry): string {
  return entry.label[language.locale];
}

/** The label of a code, or the code itself when a newer server knows one we do not. */
export function labelOfCode(entries: readonly Entry[], code: string): string {
  const entry = entries.find((candidate) => candidate.code === code);
  return entry ? labelOf(entry) : code;
}
