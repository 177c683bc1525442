import { ask, client, type Wire } from '../api/client';
import { Asking } from '../desk/asking.svelte';
import { numbersOf } from './order';

type Report = Wire['Report'];

/** The reports one may write, and the one that findings are put into now. */
export class Shelf {
  readonly reports = new Asking<Report[]>();
  workingId = $state<string | null>(null);

  get writable(): readonly Report[] {
    return (this.reports.value ?? []).filter((report) => report.may_write);
  }

  get working(): Report | null {
    return this.writable.find((report) => report.id === this.workingId) ?? this.writable[0] ?? null;
  }

  /** Its findings and their numbers. */
  get numbers(): ReadonlyMap<string, number> {
    return numbersOf(this.working?.finding_ids ?? []);
  }

  async open(workingId: string | null): Promise<void> {
    this.workingId = workingId;
    await this.reports.ask(client.GET('/api/v1/reports'));
  }

  /** Put a finding at the end of the report, or take it out. Answers whether it worked. */
  async toggle(findingId: string): Promise<boolean> {
    const report = this.working;
    if (!report) return false;
    const others = report.finding_ids.filter((id) => id !== findingId);
    const finding_ids = others.length < report.finding_ids.length ? others : [...others, findingId];
    const outcome = await ask(
      client.PUT('/api/v1/reports/{report_id}', {
        params: { path: { report_id: report.id } },
        body: { ...bodyOf(report), finding_ids },
      }),
    );
    if (outcome.kind === 'answer') this.#replace(outcome.value);
    else await this.open(report.id);
    return outcome.kind === 'answer';
  }

  /** Begin a report with this title. */
  async begin(title: string): Promise<Report | null> {
    const body = { title, introduction: '', finding_ids: [] };
    const outcome = await ask(client.POST('/api/v1/reports', { body }));
    if (outcome.kind !== 'answer') return null;
    this.reports.value = [outcome.value, ...(this.reports.value ?? [])];
    this.workingId = outcome.value.id;
    return outcome.value;
  }

  #replace(report: Report): void {
    this.reports.value = (this.reports.value ?? []).map((old) =>
      old.id === report.id ? report : old,
    );
  }
}

/** A report as it is sent back: with the time it was read, so that nobody is overwritten unseen. */
export function bodyOf(report: Report): Wire['ReportChange'] {
  const { title, introduction, state, finding_ids, updated_at } = report;
  return { title, introduction, state, finding_ids, updated_at };
}
