import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { ask, client, type Outcome, type Problem, type Wire } from '../api/client';
import { Asking } from '../desk/asking.svelte';

export type Finding = Wire['ExploredFinding'];

/** What of a finding may leave, as the coordinator has it now. */
export interface Draft {
  text: string;
  photographs: readonly string[];
}

/** Where a refused text names somebody: from and to, in characters. */
export interface Named {
  findingId: string;
  text: string;
  places: readonly (readonly [number, number])[];
}

/** Choosing what leaves an exploration: drafts on this screen until they are released. */
export class Choosing {
  readonly exploration = new Asking<Wire['Explored']>();
  readonly drafts = new SvelteMap<string, Draft>();
  readonly chosen = new SvelteSet<string>();
  named = $state.raw<Named | null>(null);
  problem = $state.raw<Problem | null>(null);
  unreachable = $state(false);
  sending = $state(false);

  constructor(readonly id: string) {}

  get findings(): readonly Finding[] {
    return this.exploration.value?.findings ?? [];
  }

  /** The chosen findings in the order of the list. */
  get leaving(): readonly Finding[] {
    return this.findings.filter((finding) => this.chosen.has(finding.id));
  }

  async open(): Promise<void> {
    const path = { exploration_id: this.id };
    await this.exploration.ask(
      client.GET('/api/v1/explorations/{exploration_id}', { params: { path } }),
    );
  }

  /** The note is where a public text begins; photographs stay here unless they are chosen. */
  draftOf(finding: Finding): Draft {
    return this.drafts.get(finding.id) ?? { text: finding.note, photographs: [] };
  }

  write(finding: Finding, change: Partial<Draft>): void {
    this.drafts.set(finding.id, { ...this.draftOf(finding), ...change });
    if (this.named?.findingId === finding.id) this.named = null;
  }

  choose(finding: Finding, chosen: boolean): void {
    if (chosen) this.chosen.add(finding.id);
    else this.chosen.delete(finding.id);
  }

  /** Let the chosen findings go. Answers whether they were taken. */
  async release(): Promise<boolean> {
    this.sending = true;
    const findings = this.leaving.map((finding) => {
      const { text, photographs } = this.draftOf(finding);
      return { finding_id: finding.id, text, photographs: [...photographs] };
    });
    const outcome = await ask(
      client.POST('/api/v1/explorations/{exploration_id}/releases', {
        params: { path: { exploration_id: this.id } },
        body: { findings },
      }),
    );
    this.sending = false;
    this.#take(outcome);
    if (outcome.kind === 'answer') await this.open();
    return outcome.kind === 'answer';
  }

  #take(outcome: Outcome<Wire['Releases']>): void {
    this.unreachable = outcome.kind === 'unreachable';
    this.problem = outcome.kind === 'problem' ? outcome.problem : null;
    this.named =
      outcome.kind === 'problem' ? namedIn(outcome.problem, (id) => this.#textOf(id)) : null;
    if (outcome.kind === 'answer') this.chosen.clear();
  }

  #textOf(findingId: string): string {
    const finding = this.findings.find((candidate) => candidate.id === findingId);
    return finding ? this.draftOf(finding).text : '';
  }
}

/** What a refusal that names somebody says beside the members of every problem. */
interface NamesAPerson extends Problem {
  finding_id: string;
  found_at: [number, number][];
}

const namesAPerson = (problem: Problem): problem is NamesAPerson =>
  problem.type.endsWith('/names-a-person');

function namedIn(problem: Problem, textOf: (id: string) => string): Named | null {
  if (!namesAPerson(problem)) return null;
  const { finding_id: findingId, found_at: places } = problem;
  return { findingId, text: textOf(findingId), places };
}
