import { client, type Outcome, type Problem, type Wire } from '../api/client';
import { Asking } from '../desk/asking.svelte';
import type { Span } from './masking';
import type { Consultation } from './wording';

export type Offered = Wire['Offered'];
export type Choice = Wire['Choice'];
export type Consultant = Wire['Consultant'];

/** A consultation as whoever supports the person has it before them. */
export class Bringing {
  readonly consultation = new Asking<Consultation>();
  readonly offered = new Asking<Offered[]>();
  readonly consultants = new Asking<Consultant[]>();
  /** What is chosen so far, in the order it was chosen. */
  chosen = $state.raw<readonly Choice[]>([]);
  problem = $state.raw<Problem | null>(null);
  unreachable = $state(false);
  #writing: Promise<unknown> = Promise.resolve();

  constructor(readonly id: string) {}

  get #params() {
    return { path: { consultation_id: this.id } };
  }

  async open(): Promise<void> {
    const params = this.#params;
    const outcome = await this.consultation.ask(
      client.GET('/api/v1/consultations/{consultation_id}', { params }),
    );
    if (outcome.kind !== 'answer' || outcome.value.state !== 'draft') return;
    this.chosen = outcome.value.chosen;
    await this.offered.ask(
      client.GET('/api/v1/consultations/{consultation_id}/material', { params }),
    );
    await this.consultants.ask(
      client.GET('/api/v1/consultations/{consultation_id}/consultants', { params }),
    );
  }

  choiceOf(offer: Offered): Choice | undefined {
    return this.chosen.find((one) => one.source_id === offer.source_id);
  }

  /** Choose something, or leave it out again. What sounds like home begins without a place. */
  toggle(offer: Offered): void {
    const others = this.chosen.filter((one) => one.source_id !== offer.source_id);
    if (others.length < this.chosen.length) this.#choose(others);
    else
      this.#choose([
        ...others,
        {
          kind: offer.kind,
          source_id: offer.source_id,
          hidden: [],
          with_place: !offer.sounds_like_home && offer.space !== null,
          pictures: [],
          confirmed: false,
        },
      ]);
  }

  /** Change one choice; whoever changes what is read must confirm it again. */
  change(offer: Offered, change: Partial<Choice>): void {
    this.#choose(
      this.chosen.map((one) =>
        one.source_id === offer.source_id ? { ...one, confirmed: false, ...change } : one,
      ),
    );
  }

  hide(offer: Offered, hidden: readonly Span[]): void {
    this.change(offer, { hidden: hidden.map(([start, end]) => [start, end]) });
  }

  #choose(chosen: readonly Choice[]): void {
    this.chosen = chosen;
    // One after the other: the last choice is the one that counts.
    this.#writing = this.#writing.then(() => {
      if (this.chosen === chosen) return this.#send(chosen);
      return undefined;
    });
  }

  #send(chosen: readonly Choice[]): Promise<boolean> {
    const body = { chosen: [...chosen] };
    return this.#write(
      client.PUT('/api/v1/consultations/{consultation_id}/material', {
        params: this.#params,
        body,
      }),
    );
  }

  changeQuestion(question: string, meets_at: string | null): Promise<boolean> {
    const body = { question, meets_at };
    return this.#write(
      client.PUT('/api/v1/consultations/{consultation_id}', { params: this.#params, body }),
    );
  }

  /** Invite somebody, or no longer: one after the other, so that none is forgotten. */
  toggleMember(one: Consultant): void {
    this.#writing = this.#writing.then(() => {
      const members = this.consultation.value?.members ?? [];
      const others = members.filter(({ account_id }) => account_id !== one.account_id);
      const now = others.length < members.length ? others : [...others, one];
      const body = {
        members: now.map(({ account_id, organisation_id }) => ({ account_id, organisation_id })),
      };
      return this.#write(
        client.PUT('/api/v1/consultations/{consultation_id}/members', {
          params: this.#params,
          body,
        }),
      );
    });
  }

  async start(): Promise<boolean> {
    await this.#writing;
    return this.#write(
      client.POST('/api/v1/consultations/{consultation_id}/opening', { params: this.#params }),
    );
  }

  answer(question_id: string, words: string): Promise<boolean> {
    const body = { question_id, words };
    return this.#write(
      client.POST('/api/v1/consultations/{consultation_id}/answers', {
        params: this.#params,
        body,
      }),
    );
  }

  close(): Promise<boolean> {
    return this.#write(
      client.POST('/api/v1/consultations/{consultation_id}/closing', { params: this.#params }),
    );
  }

  async #write(call: Parameters<Asking<Consultation>['ask']>[0]): Promise<boolean> {
    const writing = new Asking<Consultation>();
    const outcome: Outcome<Consultation> = await writing.ask(call);
    this.problem = writing.problem;
    this.unreachable = writing.unreachable;
    if (outcome.kind === 'answer') this.consultation.value = outcome.value;
    return outcome.kind === 'answer';
  }
}
