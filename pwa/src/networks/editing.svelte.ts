import type { Kept, NetworkMap } from '../store/records';
import type { Entry, Store } from '../store/store';
import { labelOfCode, vocabulary } from '../words/vocabulary';
import { applied, type Command, CommandLog, type Content } from './commands';

const NOTHING: Content = { contacts: new Map(), ties: new Map() };

/** The areas of a map, in their order around it. */
export function sectorsOf({ sector_set }: NetworkMap): readonly string[] {
  return (vocabulary.sectorSets[sector_set] ?? []).map(({ code }) => code);
}

/** What an area of a map is called, without what stands in brackets behind it. */
export function sectorName({ sector_set }: NetworkMap, code: string): string | null {
  const entries = vocabulary.sectorSets[sector_set] ?? [];
  const isHere = entries.some((one) => one.code === code);
  return isHere ? labelOfCode(entries, code).replace(/ \([^)]*\)$/, '') : null;
}

/** One map being worked on: everything that changes it goes through `run`, so it can be undone. */
export class Editing {
  map = $state.raw<Kept<'network_map'> | null>(null);
  content = $state.raw<Content>(NOTHING);
  chosen = $state<string | null>(null);
  canUndo = $state(false);
  canRedo = $state(false);
  readonly #log = new CommandLog();
  readonly #sectors = $derived(this.map ? sectorsOf(this.map.body) : []);
  /** What is being written; until it is, what the store says is older than the screen. */
  #writing = 0;

  constructor(
    readonly store: Store,
    readonly id: string,
  ) {
    $effect(() =>
      store.watch(
        () => read(store, id),
        ([map, content]) => {
          this.map = map;
          if (this.#writing === 0) this.content = content;
        },
      ),
    );
  }

  get sectors(): readonly string[] {
    return this.#sectors;
  }

  get body(): NetworkMap | null {
    return this.map?.body ?? null;
  }

  sectorName(code: string | null): string | null {
    return this.body && code ? sectorName(this.body, code) : null;
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
    // The screen answers at once; a key is needed for every record that is kept.
    this.content = applied(this.content, command);
    this.#writing += 1;
    try {
      await keepCommand(this.store, command);
    } finally {
      this.#writing -= 1;
      if (this.#writing === 0) [this.map, this.content] = await read(this.store, this.id);
    }
  }
}

/** Write what a command says; what is taken off stays on the device so that it can come back. */
export async function keepCommand(store: Store, command: Command): Promise<void> {
  for (const change of command.filter(({ after }) => after === null)) {
    const record = await store.get(change.kind, change.id);
    if (record) await store.remove(record);
  }
  const kept = command.flatMap(({ kind, id, after }): Entry[] =>
    after ? [{ kind, id, body: after }] : [],
  );
  if (kept.length > 0) await store.keep(kept);
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
