import { ask, client, type Outcome, type Wire } from '../api/client';
import { Asking } from '../desk/asking.svelte';
import { bodyOf } from './shelf.svelte';
import { inOrder, moved } from './order';

type Report = Wire['Report'];
type State = Report['state'];

/** How far what is written has got. */
export type Saving = 'saved' | 'waiting' | 'sending' | 'failed' | 'conflict';

const PAUSE_MS = 900;

/** A report being written: kept on the screen at once, saved after a short pause, one request at a time. */
export class Writing {
  readonly read = new Asking<Report>();
  readonly pool = new Asking<Wire['Pool']>();
  readonly spaces = new Asking<Wire['Spaces']>();
  title = $state('');
  introduction = $state('');
  findingIds = $state.raw<readonly string[]>([]);
  state = $state<State>('draft');
  saving = $state<Saving>('saved');
  savedAt = $state<string | null>(null);
  /** Counts what was saved, so that what the server draws is drawn anew. */
  edition = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again = false;

  constructor(readonly id: string) {}

  findings = $derived(inOrder(this.pool.value?.findings ?? [], this.findingIds));

  get material(): readonly Wire['PooledFinding'][] {
    return this.pool.value?.findings ?? [];
  }

  /** Whether anything is only on the screen. */
  get unsaved(): boolean {
    return this.saving !== 'saved';
  }

  async open(): Promise<void> {
    void this.spaces.ask(client.GET('/api/v1/spaces'));
    void this.pool.ask(client.GET('/api/v1/pool/findings'));
    await this.load();
  }

  /** Read the report as the server has it; what is only on the screen is given up. */
  async load(): Promise<void> {
    const params = { path: { report_id: this.id } };
    const outcome = await this.read.ask(client.GET('/api/v1/reports/{report_id}', { params }));
    if (outcome.kind !== 'answer') return;
    const { title, introduction, finding_ids, state } = outcome.value;
    Object.assign(this, { title, introduction, findingIds: finding_ids, state });
    this.#settle(outcome.value);
  }

  /** Something was changed; save it after a pause. */
  touch(): void {
    if (this.saving === 'conflict') return;
    this.saving = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  add(id: string): void {
    if (this.findingIds.includes(id)) return;
    this.findingIds = [...this.findingIds, id];
    this.touch();
  }

  remove(id: string): void {
    this.findingIds = this.findingIds.filter((one) => one !== id);
    this.touch();
  }

  move(from: number, to: number): void {
    this.findingIds = moved(this.findingIds, from, to);
    this.touch();
  }

  async publish(state: State): Promise<void> {
    this.state = state;
    this.touch();
    await this.save();
  }

  /**
   * Save now. While one request is on its way the next waits for it.
   *
   * @param overwrite  keep this version even if somebody else saved another.
   */
  async save(overwrite = false): Promise<void> {
    clearTimeout(this.#timer);
    const known = this.read.value;
    if (!known || !this.unsaved || this.title.trim() === '') return;
    if (this.saving === 'sending') {
      this.#again = true;
      return;
    }
    this.saving = 'sending';
    const updated_at = overwrite ? null : known.updated_at;
    this.#take(await this.#send({ ...bodyOf(known), ...this.#written(), updated_at }));
    await this.#saveAgain();
  }

  #send(body: Wire['ReportChange']): Promise<Outcome<Report>> {
    const params = { path: { report_id: this.id } };
    return ask(client.PUT('/api/v1/reports/{report_id}', { params, body }));
  }

  #take(outcome: Outcome<Report>): void {
    if (outcome.kind === 'answer') this.#settle(outcome.value);
    else if (outcome.kind === 'problem' && outcome.problem.status === 409) this.saving = 'conflict';
    else this.saving = 'failed';
  }

  #written() {
    const { title, introduction, state } = this;
    return { title: title.trim(), introduction, state, finding_ids: [...this.findingIds] };
  }

  async #saveAgain(): Promise<void> {
    if (!this.#again) return;
    this.#again = false;
    if (this.saving !== 'saved') return;
    this.saving = 'waiting';
    await this.save();
  }

  #settle(report: Report): void {
    this.read.value = report;
    this.saving = 'saved';
    this.savedAt = report.updated_at;
    this.edition += 1;
  }

  /** The screen closes: send what waits. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.saving === 'waiting') void this.save();
  }
}
