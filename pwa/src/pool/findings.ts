import type { Wire } from '../api/client';
import { language, m } from '../words';
import { labelOf, vocabulary } from '../words/vocabulary';

export type PooledFinding = Wire['PooledFinding'];
export type Kind = 'barrier' | 'good' | 'idea';

export const KINDS: readonly Kind[] = ['barrier', 'good', 'idea'];

/** The kind of a finding; the wire has a string there. */
export function kindOf(finding: { kind: string }): Kind {
  return KINDS.find((kind) => kind === finding.kind) ?? 'barrier';
}

export function kindWords(kind: Kind): string {
  return { barrier: m['walk.something_bad'], good: m['walk.something_good'], idea: m['walk.idea'] }[
    kind
  ]();
}

/** With a capital and without what stands in brackets behind. */
export function bare(words: string): string {
  const short = words.split(' (')[0] ?? words;
  return short.charAt(0).toUpperCase() + short.slice(1);
}

export function questionWords(code: string | null): string {
  const question = vocabulary.questions.find((candidate) => candidate.code === code);
  return question ? bare(labelOf(question)) : m['pool.no_question']();
}

/** What it is, else what was asked: the same title as in reports. */
export function titleOf(finding: { question: string | null; subcategory: string | null }): string {
  const question = vocabulary.questions.find(({ code }) => code === finding.question);
  const entry = question?.subcategories.find(({ code }) => code === finding.subcategory);
  return entry ? bare(labelOf(entry)) : questionWords(finding.question);
}

/** "Mai 2026" from "2026-05". */
export function monthWords(month: string): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(language.tag, { month: 'long', year: 'numeric' }).format(
    new Date(year, number - 1, 15),
  );
}

/** The names of social spaces by id. */
export function spaceNames(spaces: Wire['Spaces'] | null): ReadonlyMap<string, string> {
  return new Map(spaces?.features.map(({ properties }) => [properties.id, properties.name]) ?? []);
}
