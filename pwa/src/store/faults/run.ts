import { vi } from 'vitest';
import { NoRoom } from '../room';
import { makeFinding } from '../testing';
import { newId } from '../uuid';
import { PHONES, type Action } from './actions';
import { Broken, checkDrafts, checkQuiet, checkWhole, Model } from './model';
import { People } from './people';
import { Phone, type Bug } from './phone';
import { ModelServer } from './server';

const MOST_ROUNDS = 12;

type OnePhone = Exclude<Action, { do: 'clock' | 'carry' | 'withdraw' }>;

/** Figures of one run. */
export interface Figures {
  actions: number;
  kept: number;
  acknowledged: number;
}

const ticks = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i += 1) await new Promise((go) => setImmediate(go));
};

/** Three phones, a server and what people remember; does what happens and checks what was promised. */
export class Run {
  readonly server: ModelServer;
  readonly model = new Model();
  readonly phones: Phone[] = [];
  readonly #people = new People(this.model);

  constructor(readonly bug: Bug | null = null) {
    this.server = new ModelServer((device) => this.#phoneOf(device).accountId);
  }

  #phoneOf(device: string): Phone {
    return this.phones.find(({ id }) => id === device) ?? this.#phone(0);
  }

  #phone(n: number): Phone {
    const phone = this.phones[n % PHONES];
    if (!phone) throw new Error('No phone.');
    return phone;
  }

  async play(actions: readonly Action[]): Promise<Figures> {
    vi.setSystemTime(this.server.now);
    for (let n = 0; n < PHONES; n += 1) this.phones.push(new Phone(this.server, this.bug));
    try {
      for (const phone of this.phones) await phone.start();
      for (const action of actions) await this.#act(action);
      await this.#quiet();
      await checkQuiet(this.model, this.server, this.phones);
    } finally {
      for (const phone of this.phones) await phone.end();
    }
    const { size } = this.server.revisions;
    return { actions: actions.length, kept: this.model.kept, acknowledged: size };
  }

  async #act(action: Action): Promise<void> {
    switch (action.do) {
      case 'clock':
        vi.setSystemTime(this.server.now + action.days * 86_400_000);
        return;
      case 'carry':
        return this.#carry(this.#phone(action.on), this.#phone(action.to));
      case 'withdraw':
        this.#withdraw(action.pick);
        return;
      default: {
        const phone = this.#phone(action.on);
        if (phone.wiped) return;
        await this.#actOn(phone, action);
        await checkWhole(phone);
      }
    }
  }

  async #actOn(phone: Phone, action: OnePhone): Promise<void> {
    switch (action.do) {
      case 'record':
      case 'edit':
      case 'photograph':
      case 'delete':
      case 'draft':
        return this.#people.act(phone, action);
      case 'sync':
      case 'write_while_syncing':
        return this.#sync(phone, action);
      case 'kill':
        return this.#kill(phone, action);
      case 'offline':
      case 'online':
        phone.wire.online = action.do === 'online';
        return;
      case 'late':
        phone.wire.deliverLate();
        return;
      case 'revoke':
        // One is left, or there would be nobody to compare with.
        if (this.server.revoked.size < PHONES - 1) this.server.revoked.add(phone.id);
        return;
      case 'fill':
        return this.#fill(phone, action);
      default:
        action satisfies never;
    }
  }

  async #sync(
    phone: Phone,
    action: Extract<Action, { do: 'sync' | 'write_while_syncing' }>,
  ): Promise<void> {
    phone.wire.fates = [...action.fates];
    const writing =
      action.do === 'sync' ? Promise.resolve() : this.#people.edit(phone, action.pick, 'note');
    await Promise.all([phone.sync(), writing]);
  }

  async #kill(phone: Phone, { during, after }: Action & { do: 'kill' }): Promise<void> {
    const doing: Promise<unknown>[] = [];
    if (during === 'record') doing.push(this.#people.record(phone));
    if (during === 'photograph') doing.push(this.#people.photograph(phone, after));
    if (during === 'sync') doing.push(phone.sync());
    await ticks(after);
    await phone.kill();
    // What was cut off may never say so.
    await Promise.race([Promise.all(doing), ticks(20)]);
    await checkDrafts(this.model, phone);
  }

  /** The quota is used up in the middle of a write. */
  async #fill(phone: Phone, { room, what }: Action & { do: 'fill' }): Promise<void> {
    phone.room = room;
    const id = newId();
    this.model.meant(id);
    const text = this.#people.text();
    const body = makeFinding(text);
    const writing = phone.store.keep([{ kind: 'finding', id, body }]);
    const error: unknown = await writing.then(
      () => null,
      (told: unknown) => told,
    );
    if (error === null) this.model.said({ record: id, field: 'note', text, phone });
    else if (!(error instanceof NoRoom)) throw new Broken('whole', 'a full device is not told so');
    else if (await phone.store.get('finding', id)) throw new Broken('whole', 'refused, but there');
    if (what === 'photograph') await this.#people.photograph(phone, 1);
    phone.room = null;
  }

  /** What is unsent goes in a file from one phone to another. */
  async #carry(from: Phone, to: Phone): Promise<void> {
    if (from.wiped || to.wiped) return;
    const unsent = await from.store.unsent();
    await to.store.takeIn({ ...unsent, account_id: to.accountId });
    await checkWhole(to);
  }

  #withdraw(pick: number): void {
    const rows = [...this.server.rows].filter(
      ([, { kind, state }]) => kind === 'finding' && state === 'there',
    );
    const [id] = rows[pick % Math.max(1, rows.length)] ?? [];
    if (id === undefined) return;
    this.server.withdraw(id);
    this.model.withdrawn.add(id);
    for (const [child, { state }] of this.server.rows)
      if (state === 'gone') this.model.withdrawn.add(child);
  }

  /** All networks are back, all clocks are right, and people look after what needs them. */
  async #quiet(): Promise<void> {
    vi.setSystemTime(this.server.now);
    for (const phone of this.phones) {
      phone.wire.deliverLate();
      [phone.wire.online, phone.wire.fates] = [true, []];
    }
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let open = 0;
      for (const phone of this.phones.filter(({ wiped }) => !wiped)) {
        await phone.sync();
        if (!phone.wiped) open += await this.#lookAfter(phone);
      }
      // Twice in quiet: what one sent last, the others have to fetch.
      if (open === 0 && round > 1) return;
    }
  }

  /** What a person does about refused things; how many were open. */
  async #lookAfter(phone: Phone): Promise<number> {
    const rows = await phone.store.outbox();
    for (const row of rows.filter(({ state }) => state === 'refused')) {
      this.model.meant(row.record_id);
      if (row.problem?.title === 'no-consent') await phone.store.giveUp(row);
      else await phone.store.sendAgain(row);
    }
    const { unsent, media } = await phone.store.counts();
    return rows.length + unsent + media;
  }
}
