import type { App } from '../app.svelte';
import { vibrateOnce } from '../store/browser';
import type { Finding } from '../store/records';
import { newId } from '../store/uuid';
import { vocabulary } from '../words/vocabulary';
import {
  entriesOf,
  reopenFinding,
  stepBeside,
  stepsFor,
  type FindingInput,
  type Step,
} from './findings';
import { encodePhotograph } from './photographs';

/** One finding being recorded: its answers, kept after every change, and the way through the questions. */
export class Recording {
  input = $state.raw<FindingInput | null>(null);
  people = $state(0);
  /** The last input is on the screen only: the device did not take it. */
  unkept = $state(false);
  #saving: Promise<void> = Promise.resolve();

  constructor(
    readonly app: App,
    readonly walkId: string,
    readonly findingId: string,
  ) {}

  /** Take up the draft, or the kept finding. False when there is neither. */
  async open(): Promise<boolean> {
    const { store } = this.app;
    const walk = await store.get('walk', this.walkId);
    const exploration = walk && (await store.get('exploration', walk.body.exploration_id));
    // A participant records for themself; nobody has to say who saw it.
    const isOneself = this.app.caller.participant !== null;
    this.people = isOneself ? 0 : (exploration?.body.participant_ids.length ?? 0);
    const draft = await store.draft(this.findingId);
    if (draft) {
      this.input = draft.input as FindingInput;
      return true;
    }
    const record = await store.get('finding', this.findingId);
    if (!record) return false;
    this.input = reopenFinding(record, await store.list('photograph', record.id));
    return true;
  }

  get steps(): Step[] {
    if (!this.input) return [];
    const { body } = this.input;
    const question = vocabulary.questions.find(({ code }) => code === body.question);
    const hasSubcategories = (question?.subcategories.length ?? 0) > 0;
    return stepsFor(body, { hasSubcategories, people: this.people });
  }

  /** Change answers and keep the draft. */
  answer(change: Partial<Finding>): void {
    if (this.input) this.#put({ ...this.input, body: { ...this.input.body, ...change } });
  }

  /** Remember the step, so that a reopened app goes on here. */
  stay(step: Step): void {
    if (this.input && this.input.step !== step) this.#put({ ...this.input, step });
  }

  beside(step: Step, by: 1 | -1): Step | null {
    return stepBeside(this.steps, step, by);
  }

  /** Scale a picture, take position and camera out of it, keep it. */
  async addPhotograph(file: File): Promise<void> {
    const picture = await encodePhotograph(file);
    if (!this.input) return;
    const photograph = {
      id: newId(),
      sha256: picture.sha256,
      size_bytes: picture.bytes.byteLength,
      taken_at: new Date().toISOString(),
      description: '',
    };
    const input = { ...this.input, photographs: [...this.input.photographs, photograph] };
    // Bytes and draft together: a tab that dies now leaves both or neither.
    await this.app.store.keepMedia(picture, draftOf(input));
    // What was typed while the picture was being scaled is newer than what went along with it.
    const { photographs } = this.input;
    this.#put({ ...this.input, photographs: [...photographs, photograph] });
  }

  describePhotograph(id: string, description: string): void {
    if (!this.input) return;
    const photographs = this.input.photographs.map((one) =>
      one.id === id ? { ...one, description } : one,
    );
    this.#put({ ...this.input, photographs });
  }

  dropPhotograph(id: string): void {
    if (!this.input) return;
    const photographs = this.input.photographs.filter((one) => one.id !== id);
    this.#put({ ...this.input, photographs, removed: [...this.input.removed, id] });
  }

  /** Keep the finding for good and let go of the draft, both in one. */
  async finish(): Promise<void> {
    const { input } = this;
    if (!input) return;
    await this.#saving;
    const { store } = this.app;
    await store.keep(entriesOf(input), { drafts: [input.id] });
    for (const id of input.removed) {
      const photograph = await store.get('photograph', id);
      if (photograph) await store.remove(photograph);
    }
    await this.app.session.sync?.recount();
    vibrateOnce();
  }

  /** Throw the unfinished input away. What was kept before stays. */
  async discard(): Promise<void> {
    await this.#saving;
    await this.app.store.dropDraft(this.findingId);
  }

  #put(input: FindingInput): void {
    this.input = input;
    // Asked of the store at once: it writes in this order, and before it lets itself be locked.
    this.#saving = this.app.store.saveDraft(draftOf(input)).then(
      () => void (this.unkept = false),
      () => void (this.unkept = true),
    );
  }
}

function draftOf(input: FindingInput): Parameters<App['store']['saveDraft']>[0] {
  return { id: input.id, kind: 'finding', walk_id: input.body.walk_id, input };
}
