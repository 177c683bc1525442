import { expect, test } from 'vitest';
import { addContact } from './commands';
import { base64Of, entriesOf, lostWords } from './importing';
import { newMap } from './maps';

test('bytes that are no text come through', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, n) => n % 256);
  const back = Uint8Array.from(atob(base64Of(bytes)), (one) => one.charCodeAt(0));
  expect(back).toEqual(bytes);
});

test('what was read becomes records of their own, without the ids inside them', () => {
  const [map] = newMap('person', '2026-05-04', 'self');
  const [made] = addContact(map?.id ?? '', 'person', 'Mama');
  if (map?.kind !== 'network_map' || made?.kind !== 'contact' || !made.after) throw new Error();
  const body = map.body as Parameters<typeof entriesOf>[0]['maps'][number];
  const read = {
    lost: [],
    maps: [{ ...body, id: map.id, contacts: [{ ...made.after, id: made.id }], ties: [] }],
  };
  expect(entriesOf(read)).toEqual([
    { kind: 'network_map', id: map.id, body: map.body },
    { kind: 'contact', id: made.id, body: made.after },
  ]);
});

test('what a newer server could not take over is told as well', () => {
  expect(lostWords('tie_twice', 2)).toContain('Doppelte');
  expect(lostWords('something new', 3)).toContain('3');
});
