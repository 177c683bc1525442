import { expect, test } from 'vitest';
import {
  addContact,
  applied,
  change,
  type Command,
  CommandLog,
  type Content,
  inverse,
  place,
  step,
  takeOff,
  tiesBetween,
  toggleTie,
} from './commands';

const EMPTY: Content = { contacts: new Map(), ties: new Map() };
const SECTORS = ['family', 'friends', 'colleagues', 'professionals'];
const MAP = 'map';

/** The same numbers at every run, so that a failure can be seen again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48271) % 2147483647;
    return state % sides;
  };
}

function anyCommand(content: Content, roll: (sides: number) => number): Command {
  const ids = [...content.contacts.keys()];
  const one = ids[roll(ids.length || 1)];
  const other = ids[roll(ids.length || 1)];
  if (!one || !other || roll(4) === 0) return addContact(MAP, 'person', `K${roll(99)}`);
  const directions = ['in', 'out', 'before', 'after'] as const;
  const some: Command[] = [
    place(content, one, { circle: 'middle', sector: 'friends' }),
    step(content, one, directions[roll(4)] ?? 'in', SECTORS),
    change(content, one, { support_advice: 'both' }),
    toggleTie(content, MAP, one, other),
    takeOff(content, one),
  ];
  return some[roll(some.length)] ?? [];
}

const asData = (content: Content) => ({
  contacts: Object.fromEntries(content.contacts),
  ties: Object.fromEntries(content.ties),
});

test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
  'undoing anything restores the exact state, and doing it again the other (%i)',
  (seed) => {
    const [roll, log] = [dice(seed), new CommandLog()];
    const states = [EMPTY];
    let now = EMPTY;
    for (let turn = 0; turn < 40; turn += 1) {
      const command = anyCommand(now, roll);
      log.note(command);
      if (command.length === 0) continue;
      now = applied(now, command);
      states.push(now);
    }
    for (const before of states.slice(0, -1).toReversed()) {
      now = applied(now, log.undo() ?? []);
      expect(asData(now)).toEqual(asData(before));
    }
    expect(log.undo()).toBeNull();
    for (const after of states.slice(1)) {
      now = applied(now, log.redo() ?? []);
      expect(asData(now)).toEqual(asData(after));
    }
  },
);

function withTwo(): [Content, string, string] {
  const [first, second] = [addContact(MAP, 'person', 'A'), addContact(MAP, 'institution', 'B')];
  const content = applied(applied(EMPTY, first), second);
  return [content, first[0]?.id ?? '', second[0]?.id ?? ''];
}

test('arrows, taps and the list give the same commands', () => {
  const [content, one] = withTwo();
  const outer = applied(content, step(content, one, 'in', SECTORS));
  expect(outer.contacts.get(one)?.circle).toBe('outer');
  expect(step(outer, one, 'in', SECTORS)).toEqual(place(outer, one, { circle: 'middle' }));
  expect(step(outer, one, 'out', SECTORS)).toEqual([]);
  const family = applied(outer, place(outer, one, { sector: 'family' }));
  expect(step(family, one, 'before', SECTORS)).toEqual(
    place(family, one, { sector: 'professionals' }),
  );
});

test('an institution can have ties, and who goes takes theirs along', () => {
  const [content, one, other] = withTwo();
  const tied = applied(content, toggleTie(content, MAP, one, other));
  expect(tiesBetween(tied, other, one)).toHaveLength(1);
  const gone = takeOff(tied, other);
  expect(applied(tied, gone).ties.size).toBe(0);
  expect(asData(applied(applied(tied, gone), inverse(gone)))).toEqual(asData(tied));
  expect(toggleTie(tied, MAP, one, one)).toEqual([]);
  expect(applied(tied, toggleTie(tied, MAP, other, one)).ties.size).toBe(0);
});
