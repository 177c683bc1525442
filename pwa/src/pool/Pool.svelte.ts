import { client, type Wire } from '../api/client';
import { Asking } from '../desk/asking.svelte';
import { type Kind, type PooledFinding, spaceNames } from './findings';

/** Which findings are asked for; an empty string does not narrow. */
export interface PoolFilter {
  space: string;
  question: string;
  kind: Kind | '';
}

export const EVERYTHING: PoolFilter = { space: '', question: '', kind: '' };

/** The pool on one screen: what is asked for, what came, which finding is chosen. */
export class Pool {
  readonly found = new Asking<Wire['Pool']>();
  readonly spaces = new Asking<Wire['Spaces']>();
  filter = $state.raw<PoolFilter>(EVERYTHING);
  chosenId = $state<string | null>(null);

  get findings(): readonly PooledFinding[] {
    return this.found.value?.findings ?? [];
  }

  get chosen(): PooledFinding | null {
    return this.findings.find((finding) => finding.id === this.chosenId) ?? null;
  }

  get filtered(): boolean {
    return Object.values(this.filter).some(Boolean);
  }

  spaceNames = $derived(spaceNames(this.spaces.value));

  async open(): Promise<void> {
    void this.spaces.ask(client.GET('/api/v1/spaces'));
    await this.narrow(EVERYTHING);
  }

  /** Ask for what fits; a chosen finding that no longer fits is let go. */
  async narrow(filter: PoolFilter): Promise<void> {
    this.filter = filter;
    const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
    await this.found.ask(client.GET('/api/v1/pool/findings', { params: { query } }));
    if (!this.chosen) this.chosenId = null;
  }
}
