import { expect, test } from 'vitest';
import type { Wire } from '../api/client';
import type { Conflict } from '../store/decisions';
import type { Finding, Kept } from '../store/records';
import { makeFinding } from '../store/testing';
import { newId } from '../store/uuid';
import { decided, decidingOf, joinedWords, metresApart } from './deciding';
import { goneOf, recordsOf } from './deletions';
import { told } from './history';
import { momentOf } from './telling';

type Version = Wire['Version'];

const OWN = newId();
const OTHER = newId();
const ID = newId();

function version(body: Partial<Finding> | null, change: Partial<Version> = {}): Version {
  return {
    kind: 'finding',
    record_id: ID,
    revision: newId(),
    action: 'put',
    base: null,
    account_id: OWN,
    account_name: 'Amira Beispiel',
    device_id: newId(),
    made_at: '2026-03-01T10:00:00Z',
    arrived_at: '2026-03-01T10:00:01Z',
    verdict: 'applied',
    overridden: [],
    body: body && { ...makeFinding(''), ...body },
    before: {},
    resolves: null,
    ...change,
  };
}

function record(body: Partial<Finding>): Kept<'finding'> {
  return {
    id: ID,
    kind: 'finding',
    body: { ...makeFinding(''), ...body },
    parent: null,
    revision: newId(),
    changed_at: '',
    removed: false,
    overridden: [],
  };
}

const theirs = { note: 'Von Jana.', groups: ['deaf' as const], accuracy_m: 5 };
const present = { note: 'Von Amira.', groups: ['blind' as const], felt_effect: 'works' as const };

function conflict(overridden: (keyof Finding)[]): Conflict {
  const other = version(theirs, { account_id: OTHER, account_name: 'Jana Erdacht' });
  const before = Object.fromEntries(overridden.map((name) => [name, other.body?.[name]]));
  return { ...version(present), verdict: 'conflict', overridden, before, other };
}

test('both are kept: words after words, one list of both', () => {
  const deciding = decidingOf(conflict(['note', 'groups']), record(present));
  const chosen = { note: { wish: 'both' }, groups: { wish: 'both' } } as const;
  const { note, groups, felt_effect } = decided(deciding, chosen) as Finding;
  expect(note).toBe('Von Amira.\n\nVon Jana.');
  expect(groups).toEqual(['blind', 'deaf']);
  expect(felt_effect).toBe('works');
});

test('what nobody chose for stays as it counts now', () => {
  const deciding = decidingOf(conflict(['note', 'groups']), record(present));
  expect(decided(deciding, { groups: { wish: 'other' } })).toEqual({
    ...makeFinding(''),
    ...present,
    groups: ['deaf'],
  });
});

test('a place is taken as a whole, with how exact it is', () => {
  const there: Finding['location'] = { type: 'Point', coordinates: [6.5, 54.6] };
  const here: Finding['location'] = { type: 'Point', coordinates: [6.51, 54.6] };
  const one = { ...conflict(['location']), before: { location: there } };
  const deciding = decidingOf(one, record({ location: here, accuracy_m: null }));
  const chosen = decided(deciding, { place: { wish: 'other' } }) as Finding;
  expect([chosen.location, chosen.accuracy_m]).toEqual([there, 5]);
  expect(metresApart(deciding.now, deciding.other)).toBeCloseTo(644, -1);
});

test('a sentence that both have is said once, and none is lost', () => {
  expect(joinedWords('Zu hoch. Ich warte.', 'Zu hoch. Viel zu hoch!')).toBe(
    'Zu hoch. Ich warte.\n\nViel zu hoch!',
  );
  expect(joinedWords('Eins. Zwei.', 'Zwei.')).toBe('Eins. Zwei.');
  expect(joinedWords('', 'Zwei.')).toBe('Zwei.');
});

test('own words count without what surrounds them', () => {
  const deciding = decidingOf(conflict(['note']), record(present));
  const own = decided(deciding, { note: { wish: 'own', words: ' Beide haben recht. ' } });
  expect((own as Finding).note).toBe('Beide haben recht.');
});

test('a history says in sentences who did what, and what was before', () => {
  const first = version({ note: 'Eins.' });
  const by = { account_id: OTHER, account_name: 'Jana Erdacht' };
  const second = version({ note: 'Zwei.' }, { ...by, base: first.revision });
  const gone = version({ note: 'Zwei.' }, { ...by, action: 'delete' });
  const back = version({ note: 'Zwei.' }, { base: gone.revision });
  const chosen = version({ note: 'Drei.' }, { base: back.revision, resolves: back.revision });
  const lines = told([first, second, gone, back, chosen], OWN, []);
  expect(lines.map(({ sentence }) => sentence)).toEqual([
    'Aus zwei Fassungen gewählt von Ihnen.',
    'Zurückgeholt von Ihnen.',
    'Gelöscht von Jana Erdacht.',
    'Geändert von Jana Erdacht.',
    'Aufgeschrieben von Ihnen.',
  ]);
  const changed = lines[3]?.changes.map(({ was, now }) => [was, now]);
  expect(changed).toEqual([['Eins.', 'Zwei.']]);
});

test('a change is told against what its author had, not against what came between', () => {
  const first = version({ note: 'Eins.' });
  const between = version({ note: 'Eins.', felt_effect: 'works' }, { base: first.revision });
  const later = version({ note: 'Zwei.' }, { base: first.revision });
  expect(told([first, between, later], OWN, [])[0]?.changes).toHaveLength(1);
});

test('a device whose clock is ahead is told by the clock of the server', () => {
  const ahead = version({}, { made_at: '2027-01-01T00:00:00Z' });
  expect(momentOf(ahead)).toBe(ahead.arrived_at);
  expect(momentOf(version({}))).toBe('2026-03-01T10:00:00Z');
});

test('what went along with something deleted comes back with it', () => {
  const finding = version({ note: 'Weg.' }, { action: 'delete' });
  const picture = version(null, {
    action: 'delete',
    kind: 'photograph',
    record_id: newId(),
    body: { finding_id: ID, sha256: 'a' },
    made_at: '2026-03-01T10:00:02Z',
  });
  const earlier = {
    ...picture,
    record_id: newId(),
    revision: newId(),
    made_at: '2026-02-01T10:00:00Z',
  };
  const gone = goneOf([picture, finding, earlier]);
  expect(gone.map((one) => recordsOf(one).map(({ id }) => id))).toEqual([
    [ID, picture.record_id],
    [earlier.record_id],
  ]);
});

test('what can no longer be read cannot be put back', () => {
  expect(goneOf([version(null, { action: 'delete' })])).toEqual([]);
});
