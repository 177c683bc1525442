import { client, type Outcome, type Wire } from '../api/client';
import type { App } from '../app.svelte';
import { Asking } from '../desk/asking.svelte';

/** The participant of the address, read from the server when the screen opens. */
export class Reading {
  readonly id: string;
  readonly #asking = new Asking<Wire['ParticipantDetails']>();
  outcome = $state.raw<Outcome<unknown> | null>(null);

  constructor(app: App) {
    this.id = app.parameter('participant');
  }

  get person(): Wire['ParticipantDetails'] | null {
    return this.#asking.value;
  }

  async read(): Promise<Wire['ParticipantDetails'] | null> {
    const path = { participant_id: this.id };
    const call = client.GET('/api/v1/participants/{participant_id}', { params: { path } });
    this.outcome = await this.#asking.ask(call);
    return this.person;
  }
}
