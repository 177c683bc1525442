import type { Contact, Tie } from '../store/records';
import { newId } from '../store/uuid';

/** What lies on a map, by id. */
export interface Content {
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly ties: ReadonlyMap<string, Tie>;
}

/** One record before and after; nothing before is new, nothing after is taken off. */
export type Change =
  | { kind: 'contact'; id: string; before: Contact | null; after: Contact | null }
  | { kind: 'tie'; id: string; before: Tie | null; after: Tie | null };

/** What happens at once and is undone at once, whichever way it was asked for. */
export type Command = readonly Change[];

/** The command that takes another one back, last change first. */
export function inverse(command: Command): Command {
  return command
    .map((change) => ({ ...change, before: change.after, after: change.before }) as Change)
    .toReversed();
}

/** The content after a command. */
export function applied(content: Content, command: Command): Content {
  const contacts = new Map(content.contacts);
  const ties = new Map(content.ties);
  for (const change of command) {
    if (change.kind === 'contact') write(contacts, change.id, change.after);
    else write(ties, change.id, change.after);
  }
  return { contacts, ties };
}

function write<T>(rows: Map<string, T>, id: string, after: T | null): void {
  if (after === null) rows.delete(id);
  else rows.set(id, after);
}

/** Somebody new, of whom nothing is known but what they are called. */
export function addContact(
  mapId: string,
  kind: Contact['kind'],
  name: string,
  symbol = '',
): Command {
  const after: Contact = {
    map_id: mapId,
    contact_id: newId(),
    kind,
    name,
    symbol,
    role: null,
    role_words: '',
    gender: null,
    age: '',
    note: '',
    sector: null,
    circle: 'not_placed',
    angle: null,
    distance: null,
    living: 'living',
    bond: null,
    frequency: null,
    distance_band: null,
    burden: null,
    known_since: null,
    travel_time: null,
    met: '',
    support_emotional: null,
    support_practical: null,
    support_advice: null,
    support_time_together: null,
    support_opening_doors: null,
  };
  return [{ kind: 'contact', id: newId(), before: null, after }];
}

/** Say something else of somebody; nothing happens where it is said already. */
export function change(content: Content, id: string, part: Partial<Contact>): Command {
  const before = content.contacts.get(id);
  if (!before) return [];
  const after = { ...before, ...part };
  const same = (Object.keys(part) as (keyof Contact)[]).every((key) => before[key] === after[key]);
  return same ? [] : [{ kind: 'contact', id, before, after }];
}

/** Put somebody into a field of ring and area; where exactly is the layout's to say. */
export function place(
  content: Content,
  id: string,
  where: { circle?: Contact['circle']; sector?: Contact['sector'] },
): Command {
  return change(content, id, { ...where, angle: null, distance: null });
}

/** Take somebody off the map, with their ties. */
export function takeOff(content: Content, id: string): Command {
  const before = content.contacts.get(id);
  if (!before) return [];
  const ties = [...content.ties].filter(([, tie]) => tie.one_id === id || tie.other_id === id);
  return [
    ...ties.map(([tieId, tie]): Change => ({
      kind: 'tie',
      id: tieId,
      before: tie,
      after: null,
    })),
    { kind: 'contact', id, before, after: null },
  ];
}

/** The ties between two; two devices may each have drawn one. */
export function tiesBetween(content: Content, one: string, other: string): string[] {
  return [...content.ties]
    .filter(
      ([, tie]) =>
        (tie.one_id === one && tie.other_id === other) ||
        (tie.one_id === other && tie.other_id === one),
    )
    .map(([id]) => id);
}

/** Connect two, or take the connection away. */
export function toggleTie(content: Content, mapId: string, one: string, other: string): Command {
  if (one === other) return [];
  const there = tiesBetween(content, one, other);
  if (there.length === 0) {
    const after: Tie = { map_id: mapId, one_id: one, other_id: other, kind: 'know_each_other' };
    return [{ kind: 'tie', id: newId(), before: null, after }];
  }
  return there.map((id): Change => ({
    kind: 'tie',
    id,
    before: content.ties.get(id) ?? null,
    after: null,
  }));
}

const CIRCLES = ['inner', 'middle', 'outer'] as const;

/** The command of an arrow key, and of the buttons of the list that say the same. */
export function step(
  content: Content,
  id: string,
  direction: 'in' | 'out' | 'before' | 'after',
  sectors: readonly string[],
): Command {
  const contact = content.contacts.get(id);
  if (!contact) return [];
  return direction === 'in' || direction === 'out'
    ? place(content, id, { circle: ringBeside(contact.circle, direction) })
    : place(content, id, { sector: sectorBeside(contact.sector, direction, sectors) });
}

function ringBeside(circle: Contact['circle'], direction: 'in' | 'out'): Contact['circle'] {
  const now = CIRCLES.findIndex((one) => one === circle);
  // Who was not placed stands outside of everything.
  const from = now < 0 ? CIRCLES.length : now;
  const to = Math.min(Math.max(from + (direction === 'in' ? -1 : 1), 0), CIRCLES.length - 1);
  return CIRCLES[to] ?? 'outer';
}

function sectorBeside(
  sector: Contact['sector'],
  direction: 'before' | 'after',
  sectors: readonly string[],
): Contact['sector'] {
  const now = sectors.findIndex((one) => one === sector);
  const by = direction === 'after' ? 1 : -1;
  const to = now < 0 ? 0 : (now + by + sectors.length) % sectors.length;
  return (sectors[to] ?? null) as Contact['sector'];
}

/** What was done and can be undone, what was undone and can be done again. */
export class CommandLog {
  #done: Command[] = [];
  #undone: Command[] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Note what is done; what was undone before can no longer be done again. */
  note(command: Command): void {
    if (command.length === 0) return;
    this.#done.push(command);
    this.#undone = [];
  }

  /** The command that undoes the last one. */
  undo(): Command | null {
    const last = this.#done.pop();
    if (!last) return null;
    this.#undone.push(last);
    return inverse(last);
  }

  redo(): Command | null {
    const last = this.#undone.pop();
    if (!last) return null;
    this.#done.push(last);
    return last;
  }
}
