import type { Problem, Wire } from '../api/client';
import { kindOf, kindWords, titleOf } from '../pool/findings';
import { m } from '../words';

export type Case = Wire['Case'];
export type Consultation = Wire['Consultation'];
export type ConsultationRow = Wire['ConsultationRow'];
export type By = Case['contributions'][number]['by'];
export type Stance = Wire['TakingStance']['stance'];
export type Facts = Record<string, string | null>;

export const STANCES: readonly Stance[] = ['agrees', 'with_reservation', 'disagrees'];

/** What stands for a member's name. */
export function memberWords(by: By): string {
  if (!by) return m['cases.former_member']();
  const words = m[`cases.from.${by.comes_from}`]({ n: by.number });
  return by.is_me ? m['cases.you']({ words }) : words;
}

export function stanceWords(stance: Stance): string {
  return m[`cases.stance.${stance}`]();
}

/** What a finding is, in the shape the pool's words take. */
export function findingOf(facts: Facts): {
  kind: string;
  question: string | null;
  subcategory: string | null;
} {
  return {
    kind: facts['kind'] ?? 'barrier',
    question: facts['question'] ?? null,
    subcategory: facts['subcategory'] ?? null,
  };
}

const SIZES = {
  nobody: m['cases.map_size.nobody'],
  up_to_5: m['cases.map_size.up_to_5'],
  '6_to_10': m['cases.map_size.6_to_10'],
  '11_to_20': m['cases.map_size.11_to_20'],
  more_than_20: m['cases.map_size.more_than_20'],
} as const;

/** What kind of thing is shown, and what it is about. */
export function itemWords(item: { kind: string; facts: Facts }): { kind: string; title: string } {
  if (item.kind === 'network_map') {
    const size = (item.facts['size'] ?? 'nobody') as keyof typeof SIZES;
    return { kind: m['network.title'](), title: SIZES[size]() };
  }
  const finding = findingOf(item.facts);
  return { kind: kindWords(kindOf(finding)), title: titleOf(finding) };
}

/** The state of a consultation: its words and the look of their sign. */
export function stateOf(row: ConsultationRow): { words: string; look: string } {
  if (row.state === 'closed') return { words: m['cases.state.closed'](), look: 'done' };
  if (row.state === 'withdrawn') return { words: m['cases.state.withdrawn'](), look: 'draft' };
  if (!row.agreed) return { words: m['cases.state.not_agreed'](), look: 'draft' };
  if (row.state === 'draft') return { words: m['cases.state.draft'](), look: 'draft' };
  return row.members_have_access
    ? { words: m['cases.state.open'](), look: 'way' }
    : { words: m['cases.state.timed_out'](), look: 'draft' };
}

/** What a refusal means here, and what to do. */
export function refusalWords(problem: Problem & { reason?: string }): string | null {
  switch (problem.type) {
    case '/problems/no-consent':
      return m['cases.problem.no_consent']();
    case '/problems/names-somebody':
      return m['cases.problem.names_somebody']();
    case '/problems/not-ready':
      return problem.reason === 'no_members'
        ? m['cases.problem.no_members']()
        : problem.reason === 'no_material'
          ? m['cases.problem.no_material']()
          : m['cases.problem.not_confirmed']();
    case '/problems/words-changed':
      return m['cases.problem.words_changed']();
    case '/problems/not-open':
      return m['cases.problem.not_open']();
    case '/problems/cannot-invite':
      return m['cases.problem.cannot_invite']();
    default:
      return null;
  }
}
