import { ask, client, type Outcome, type Wire } from '../api/client';
import { NOTHING_SHOWN, openWithShare, type Shown } from '../lock/opening';
import type { Bytes } from '../store/cipher';
import { eraseAccount, type SecretKind } from '../store/database';
import type { Device } from '../store/device';
import { Lock } from '../store/lock';
import { Store } from '../store/store';
import { Sync } from '../store/sync.svelte';
import { keepsRecords, mayKeepRecords } from './recording';
import { fetchShare, fileShare } from './share';
import { Tabs } from './tabs';

type Caller = Wire['Caller'];

/**
 * Who is signed in here, with their store and their sync. Remembered, so it opens without a network;
 * what is kept is sealed, and stays so until its key is there: then somebody is signed in, but
 * `locked`.
 */
export class Session {
  caller = $state.raw<Caller | null>(null);
  store = $state.raw<Store | null>(null);
  sync = $state.raw<Sync | null>(null);
  /** Somebody is signed in who keeps records here, and the key to what is kept is missing. */
  locked = $state(false);
  /** Whose things had to leave this phone, until somebody has read it. */
  wiped = $state.raw<Caller | null>(null);
  /** So many minutes without a touch, and it locks itself. */
  autoLockMinutes = $state(5);
  /** False until the device has said who was here last. */
  ready = $state(false);
  #lock: Lock | null = null;
  /** Kept in memory until the second factor is set up: before, the server gives no share. */
  #shown: Shown | null = null;
  /** Somebody has just signed in: what the server only gives then is fetched as soon as there is a store. */
  #fresh = false;
  #leaving: Promise<void> = Promise.resolve();
  readonly tabs: Tabs;

  constructor(readonly device: Device) {
    this.tabs = new Tabs((accountId) => {
      if (this.#lock?.accountId === accountId) void this.#lockHere();
    });
  }

  /** The lock of who is signed in: how it opens, and after how many minutes it closes by itself. */
  get lockOfCaller(): Lock | null {
    return this.#lock;
  }

  /** Open as the account of last time, then ask the server in the background. */
  async open(): Promise<void> {
    try {
      const remembered = await this.device.caller();
      if (remembered) await this.#begin(remembered);
      if (await this.device.owesSignOut()) await this.#paySignOut();
    } finally {
      this.ready = true;
    }
    if (this.caller) await this.refresh();
  }

  /** Show name, password and, where it is asked for, a code; what is answered is yet to be taken. */
  async signIn(name: string, password: string, code?: string): Promise<Outcome<Caller>> {
    const body = code === undefined ? { name, password } : { name, password, code };
    return ask(client.POST('/api/v1/session', { body }));
  }

  /**
   * Be this caller from now on: the server has just let them in, so it also gives the share that
   * opens what they kept here before, whatever secret that was kept under.
   *
   * `shown` protects the device from now on; without it (a passkey) what protected it before does.
   */
  async take(
    caller: Caller,
    shown: Shown = NOTHING_SHOWN,
    share: Bytes | null = null,
  ): Promise<Caller> {
    await this.#leaving; // who comes back at once must not lose the new key to the old farewell
    this.#shown = mayKeepRecords(caller) ? shown : null;
    await this.device.setOwesSignOut(false);
    await this.device.rememberCaller(caller);
    await this.#be(caller.account_id);
    if (!caller.held_back) await this.#openAfterSignIn(share);
    await this.#begin(caller);
    return caller;
  }

  /** Open what is locked. Throws a `Refusal` of `store/lock.ts`. */
  async unlock(secret: string): Promise<void> {
    await this.#lock?.unlock(secret);
    await this.#goOn();
  }

  /** Open what is locked with the server's share, and take a new secret. Throws `WrongShare`. */
  async recover(
    share: Uint8Array<ArrayBuffer>,
    secret: string | null,
    kind: SecretKind,
  ): Promise<void> {
    await this.#lock?.recover(share, secret, kind);
    await this.#goOn();
  }

  /** Take another secret for this device. Throws as `unlock` does. */
  async changeSecret(old: string, secret: string, kind: SecretKind): Promise<void> {
    await this.#lock?.change(old, secret, kind);
  }

  /** Set a secret where there was none; only shortly after signing in. Whether it was set. */
  async setSecret(secret: string, kind: SecretKind): Promise<boolean> {
    const share = await fetchShare(await this.device.id());
    if (!share || !this.#lock) return false;
    await this.#lock.recover(share, secret, kind);
    return true;
  }

  /** Let somebody else of this phone take over: what was open closes, theirs waits for their secret. */
  async switchTo(person: Caller): Promise<void> {
    if (this.#lock?.accountId !== person.account_id) await this.lock();
    await this.device.rememberCaller(person);
    await this.#begin(person);
  }

  /** Nobody is here for now: what everybody keeps stays, closed. */
  async leaveToSignIn(): Promise<void> {
    await this.lock();
    await this.#leave();
    this.caller = null;
    await this.device.rememberCaller(null);
  }

  /** Close what is kept, here and in every other tab. Nothing is lost; nothing is sent until it opens. */
  async lock(): Promise<void> {
    if (!this.#lock) return;
    this.tabs.tellLocked(this.#lock.accountId);
    await this.#lockHere();
    // A paired phone comes back by itself; a session left open would answer whoever finds the phone.
    if (this.caller?.participant) void ask(client.DELETE('/api/v1/session'));
  }

  async setAutoLockMinutes(minutes: number): Promise<void> {
    this.autoLockMinutes = minutes;
    await this.#lock?.setAutoLockMinutes(minutes);
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
    await (this.#leaving = this.#end(outcome.kind === 'unreachable'));
  }

  /** Sign out on every device; needs the server. */
  async signOutEverywhere(): Promise<boolean> {
    const outcome = await ask(client.DELETE('/api/v1/sessions'));
    if (outcome.kind !== 'answer') return false;
    await (this.#leaving = this.#end(false));
    return true;
  }

  /** Take everything an account kept here off the device, sent or not, and the key to it. */
  async wipe(accountId: string): Promise<void> {
    const lock = new Lock(this.device.database, accountId);
    // The key first: from here on nothing opens, whatever becomes of the rest.
    await lock.destroy();
    this.tabs.tellLocked(accountId);
    if (this.#lock?.accountId === accountId) await this.#leave();
    await eraseAccount(accountId);
    await this.device.forgetPerson(accountId);
    if ((await this.device.caller())?.account_id === accountId) {
      await this.device.rememberCaller(null);
      this.caller = null;
    }
  }

  /** Ask the server who is signed in: a role may have been given or taken. */
  async refresh(): Promise<void> {
    const outcome = await ask(client.GET('/api/v1/session'));
    const isMine =
      outcome.kind === 'answer' && outcome.value.account_id === this.caller?.account_id;
    // On a shared phone the browser may still hold the session of who was here before.
    if (isMine && !(await this.device.owesSignOut())) await this.#accept(outcome.value);
    // A changed role or name is taken over; an ended session shows when something is to be sent.
    else if (outcome.kind === 'problem' && this.caller?.side === 'planning') await this.#end(false);
  }

  async #accept(caller: Caller): Promise<void> {
    await this.device.setOwesSignOut(false);
    await this.device.rememberCaller(caller);
    await this.#be(caller.account_id);
    if (this.#shown && !caller.held_back) await this.#openAfterSignIn();
    await this.#begin(caller);
  }

  /** Have the lock of this account, and nothing of another one's. */
  async #be(accountId: string): Promise<void> {
    if (this.#lock?.accountId === accountId) return;
    await this.#leave();
    this.#lock = new Lock(this.device.database, accountId);
    this.autoLockMinutes = await this.#lock.autoLockMinutes();
  }

  /** Show who is signed in, with their store as soon as its key is there. */
  async #begin(caller: Caller): Promise<void> {
    await this.#be(caller.account_id);
    if (this.store) void this.sync?.run();
    else if (keepsRecords(caller)) await this.#openStore();
    this.caller = caller;
  }

  /** With the share of the server and, where one was shown, a secret. */
  async #openAfterSignIn(share: Bytes | null = null): Promise<void> {
    const [lock, shown] = [this.#lock, this.#shown];
    this.#shown = null;
    if (!lock || !shown) return;
    this.#fresh = true;
    await openWithShare(lock, shown, share ?? (await fetchShare(await this.device.id())));
  }

  async #goOn(): Promise<void> {
    if (this.caller && keepsRecords(this.caller)) await this.#openStore();
    void this.refresh();
  }

  async #openStore(): Promise<void> {
    const { accountId, key } = this.#lock ?? {};
    if (!accountId || !key) {
      this.locked = true;
      return;
    }
    const store = new Store(accountId, key);
    await store.prepare();
    // Meanwhile it may have been locked, or opened.
    if (this.store || this.#lock?.key !== key) {
      await store.close();
      return;
    }
    this.store = store;
    this.sync = new Sync(store, this.device);
    this.sync.onRevoked = () => void this.#revoked(accountId);
    this.sync.start();
    this.locked = false;
    if (this.#fresh) void fileShare(store).catch(() => null);
    this.#fresh = false;
  }

  async #revoked(accountId: string): Promise<void> {
    this.wiped = this.caller;
    await this.wipe(accountId);
  }

  async #lockHere(): Promise<void> {
    this.locked = this.store !== null || this.locked;
    await this.#close();
  }

  /** Let go of the account: its store, its key. */
  async #leave(): Promise<void> {
    await this.#close();
    this.#lock = null;
    this.locked = false;
  }

  async #close(): Promise<void> {
    const { sync, store } = this;
    this.sync = null;
    this.store = null;
    this.#lock?.close();
    await sync?.stop();
    await store?.close();
  }

  async #end(owes: boolean): Promise<void> {
    const [store, lock] = [this.store, this.#lock];
    const counts = await store?.counts();
    const open = counts && counts.unsent + counts.refused + counts.media + counts.drafts;
    this.caller = null;
    await this.#leave();
    if (store && open === 0) {
      await store.erase();
      await lock?.destroy();
      await this.device.forgetPerson(store.accountId);
    }
    await this.device.rememberCaller(null);
    await this.device.setOwesSignOut(owes);
  }

  async #paySignOut(): Promise<void> {
    const outcome = await ask(client.DELETE('/api/v1/session'));
    if (outcome.kind !== 'unreachable') await this.device.setOwesSignOut(false);
  }
}
