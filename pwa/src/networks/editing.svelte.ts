import type { Kept, NetworkMap } from '../store/records';
import type { Store } from '../store/store';
import { labelOfCode, vocabulary } from '../words/vocabulary';
import { type Command, CommandLog, type Content } from './commands';

const NOTHING: Content = { contacts: new Map(), ties: new Map() };

/** One map being worked on: everything that changes it goes through `run`, so it can be undone. */
export class Editing {
  map = $state.raw<Kept<'network_map'> | null>(null);
  content = $state.raw<Content>(NOTHING);
  chosen = $state<string | null>(null);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #log = new CommandLog();

  constructor(
    readonly store: Store,
    readonly id: string,
  ) {
    $effect(() =>
      store.watch(
        () => read(store, id),
        ([map, content]) => {
          this.map = map;
          this.content = content;
        },
      ),
    );
  }

  get sectors(): readonly string[] {
    return (vocabulary.sectorSets[this.body?.sector_set ?? ''] ?? []).map(({ code }) => code);
  }

  get body(): NetworkMap | null {
    return this.map?.body ?? null;
  }

  sectorName(code: string | null): string | null {
    const entries = vocabulary.sectorSets[this.body?.sector_set ?? ''] ?? [];
    return code && this.sectors.includes(code)
      ? labelOfCode(entries, code).replace(/ \([^)]*\)$/, '')
      : null;
  }

  async run(command: Command): Promise<void> {
    if (command.length === 0) return;
    this.#log.note(command);
    await this.#keep(command);
  }

  async undo(): Promise<void> {
    await this.#keep(this.#log.undo() ?? []);
  }

  async redo(): Promise<void> {
    await this.#keep(this.#log.redo() ?? []);
  }

  async #keep(command: Command): Promise<void> {
    this.canUndo = this.#log.canUndo;
    this.canRedo = this.#log.canRedo;
    await keepCommand(this.store, command);
  }
}

/** Write what a command says; what is taken off stays on the device so that it can come back. */
export async function keepCommand(store: Store, command: Command): Promise<void> {
  for (const change of command) {
    if (change.after) {
      await store.keep(
        change.kind === 'contact'
          ? [{ kind: 'contact', id: change.id, body: change.after }]
          : [{ kind: 'tie', id: change.id, body: change.after }],
      );
      continue;
    }
    const record = await store.get(change.kind, change.id);
    if (record) await store.remove(record);
  }
}

export async function read(
  store: Store,
  id: string,
): Promise<[Kept<'network_map'> | null, Content]> {
  const map = await store.get('network_map', id);
  const contacts = await store.list('contact', id);
  const here = new Set(contacts.map((contact) => contact.id));
  const ties = (await store.list('tie', id)).filter(
    ({ body }) => here.has(body.one_id) && here.has(body.other_id),
  );
  const inOrder = contacts.toSorted((a, b) => a.id.localeCompare(b.id));
  return [
    map ?? null,
    {
      contacts: new Map(inOrder.map((one) => [one.id, one.body])),
      ties: new Map(ties.map((one) => [one.id, one.body])),
    },
  ];
}
