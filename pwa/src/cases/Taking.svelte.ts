import { client, type Outcome, type Problem } from '../api/client';
import { Asking } from '../desk/asking.svelte';
import { newId } from '../store/uuid';
import type { Case, Stance } from './wording';

/** A consultation as one of its members has it before them. */
export class Taking {
  readonly case = new Asking<Case>();
  /** Why the last thing written was refused. */
  problem = $state.raw<Problem | null>(null);
  unreachable = $state(false);

  constructor(readonly id: string) {}

  get #params() {
    return { path: { case_id: this.id } };
  }

  async open(): Promise<void> {
    await this.case.ask(client.GET('/api/v1/cases/{case_id}', { params: this.#params }));
  }

  say(kind: 'question' | 'observation', words: string): Promise<boolean> {
    const body = { id: newId(), kind, words };
    return this.#write(
      client.POST('/api/v1/cases/{case_id}/contributions', { params: this.#params, body }),
    );
  }

  recommend(words: string): Promise<boolean> {
    const body = { words, revision: this.case.value?.recommendation?.revision ?? 0 };
    return this.#write(
      client.PUT('/api/v1/cases/{case_id}/recommendation', { params: this.#params, body }),
    );
  }

  takeStance(stance: Stance, reason: string): Promise<boolean> {
    const body = { stance, reason };
    return this.#write(
      client.PUT('/api/v1/cases/{case_id}/stance', { params: this.#params, body }),
    );
  }

  pictureAt = (picture: string): string => `/api/v1/cases/${this.id}/pictures/${picture}`;

  /** What was refused is said; what stands there before is not taken away. */
  async #write(call: Parameters<Asking<Case>['ask']>[0]): Promise<boolean> {
    const writing = new Asking<Case>();
    const outcome: Outcome<Case> = await writing.ask(call);
    this.problem = writing.problem;
    this.unreachable = writing.unreachable;
    if (outcome.kind === 'answer') this.case.value = outcome.value;
    return outcome.kind === 'answer';
  }
}
