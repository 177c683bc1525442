import { ask, type Outcome, type Problem } from '../api/client';

/** Something read from the server: waiting, there, refused or unreachable. */
export class Asking<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  unreachable = $state(false);
  waiting = $state(false);
  #latest = 0;

  /** Ask; of several answers that overtake each other only the last question's counts. */
  async ask(call: Parameters<typeof ask<T>>[0]): Promise<Outcome<T>> {
    const turn = ++this.#latest;
    this.waiting = true;
    const outcome = await ask(call);
    if (turn === this.#latest) this.#take(outcome);
    return outcome;
  }

  #take(outcome: Outcome<T>): void {
    this.waiting = false;
    this.unreachable = outcome.kind === 'unreachable';
    this.problem = outcome.kind === 'problem' ? outcome.problem : null;
    if (outcome.kind === 'answer') this.value = outcome.value;
  }
}
