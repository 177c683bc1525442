import { ask, client, type Outcome, type Wire } from '../api/client';
import { Store } from '../store/store';
import type { Device } from '../store/device';
import { Sync } from '../store/sync.svelte';

type Caller = Wire['Caller'];

/** Whether somebody records explorations here; others have no store and no sync. */
function keepsRecords(caller: Caller): boolean {
  const beside = caller.role === 'operator' || caller.role === 'consultant';
  return caller.side === 'field' && !beside && !caller.held_back;
}

/** Who is signed in here, with their store and their sync. Remembered, so it opens without a network. */
export class Session {
  caller = $state.raw<Caller | null>(null);
  store = $state.raw<Store | null>(null);
  sync = $state.raw<Sync | null>(null);
  /** False until the device has said who was here last. */
  ready = $state(false);

  constructor(readonly device: Device) {}

  /** Open as the account of last time, then ask the server in the background. */
  async open(): Promise<void> {
    try {
      const remembered = await this.device.caller();
      if (remembered) this.#begin(remembered);
      if (await this.device.owesSignOut()) await this.#paySignOut();
    } finally {
      this.ready = true;
    }
    if (this.caller) await this.#refresh();
  }

  /** Show name, password and, where it is asked for, a code; what is answered is yet to be taken. */
  async signIn(name: string, password: string, code?: string): Promise<Outcome<Caller>> {
    const body = code === undefined ? { name, password } : { name, password, code };
    return ask(client.POST('/api/v1/session', { body }));
  }

  /** Be this caller from now on: the server has let them in. */
  async take(caller: Caller): Promise<Caller> {
    await this.#accept(caller);
    return caller;
  }

  async chooseMembership(membership: Wire['Membership']): Promise<Outcome<Caller>> {
    const body = { organisation_id: membership.organisation.id, role: membership.role };
    const outcome = await ask(client.PUT('/api/v1/session/membership', { body }));
    if (outcome.kind === 'answer') await this.#accept(outcome.value);
    return outcome;
  }

  /** Sign out here. What has arrived leaves the device; what is unsent waits for the next sign-in. */
  async signOut(): Promise<void> {
    const outcome = await ask(client.DELETE('/api/v1/session'));
    await this.#end(outcome.kind === 'unreachable');
  }

  /** Sign out on every device; needs the server. */
  async signOutEverywhere(): Promise<boolean> {
    const outcome = await ask(client.DELETE('/api/v1/sessions'));
    if (outcome.kind !== 'answer') return false;
    await this.#end(false);
    return true;
  }

  async #accept(caller: Caller): Promise<void> {
    await this.device.setOwesSignOut(false);
    await this.device.rememberCaller(caller);
    this.#begin(caller);
  }

  #begin(caller: Caller): void {
    const sameAccount = this.store?.accountId === caller.account_id;
    this.caller = caller;
    if (sameAccount) {
      void this.sync?.run();
      return;
    }
    void this.#close();
    if (!keepsRecords(caller)) return;
    this.store = new Store(caller.account_id);
    this.sync = new Sync(this.store, this.device);
    this.sync.start();
  }

  async #close(): Promise<void> {
    const { sync, store } = this;
    this.sync = null;
    this.store = null;
    await sync?.stop();
    store?.close();
  }

  async #end(owes: boolean): Promise<void> {
    const { store } = this;
    const counts = await store?.counts();
    const allArrived = counts && counts.unsent + counts.refused + counts.media === 0;
    this.caller = null;
    await this.#close();
    if (store && allArrived) await store.erase();
    await this.device.rememberCaller(null);
    await this.device.setOwesSignOut(owes);
  }

  async #paySignOut(): Promise<void> {
    const outcome = await ask(client.DELETE('/api/v1/session'));
    if (outcome.kind !== 'unreachable') await this.device.setOwesSignOut(false);
  }

  /** Ask the server who is signed in: a role may have been given or taken. */
  async refresh(): Promise<void> {
    await this.#refresh();
  }

  /** A changed role or name is taken over; an ended session shows when something is to be sent. */
  async #refresh(): Promise<void> {
    const outcome = await ask(client.GET('/api/v1/session'));
    if (outcome.kind === 'answer' && !(await this.device.owesSignOut()))
      await this.#accept(outcome.value);
    else if (outcome.kind === 'problem' && this.caller?.side === 'planning') await this.#end(false);
  }
}
