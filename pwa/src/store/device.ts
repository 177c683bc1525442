import type { Wire } from '../api/client';
import { withConnection } from './connection';
import { DeviceDatabase } from './database';
import { newId } from './uuid';

type Caller = Wire['Caller'];

/** What belongs to the device, not to an account. */
export class Device {
  readonly database = new DeviceDatabase();

  async #read<T>(key: string): Promise<T | undefined> {
    const row = await withConnection(this.database, () => this.database.notes.get(key));
    return row?.value as T | undefined;
  }

  async #write(key: string, value: unknown): Promise<void> {
    await withConnection(this.database, () => this.database.notes.put({ key, value }));
  }

  /** The id under which this device pushes, made once. */
  async id(): Promise<string> {
    const known = await this.#read<string>('device_id');
    if (known) return known;
    const made = newId();
    await this.#write('device_id', made);
    return made;
  }

  /** Who was signed in last, so that the app opens without a network. */
  async caller(): Promise<Caller | null> {
    return (await this.#read<Caller>('caller')) ?? null;
  }

  async rememberCaller(caller: Caller | null): Promise<void> {
    await this.#write('caller', caller);
    if (!caller) return;
    const others = (await this.people()).filter((one) => one.account_id !== caller.account_id);
    await this.#write('people', [...others, caller]);
  }

  /** Everybody who keeps something here, for choosing who it is now: as they are called, no more. */
  async people(): Promise<Caller[]> {
    return (await this.#read<Caller[]>('people')) ?? [];
  }

  async forgetPerson(accountId: string): Promise<void> {
    const others = (await this.people()).filter((one) => one.account_id !== accountId);
    await this.#write('people', others);
  }

  /** A sign-out that could not reach the server yet. */
  async owesSignOut(): Promise<boolean> {
    return (await this.#read<boolean>('owes_sign_out')) ?? false;
  }

  async setOwesSignOut(owes: boolean): Promise<void> {
    await this.#write('owes_sign_out', owes);
  }
}
