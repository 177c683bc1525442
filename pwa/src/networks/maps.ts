import type { Contact, Kept, NetworkMap } from '../store/records';
import type { Entry, Store } from '../store/store';
import { newId } from '../store/uuid';
import { read } from './editing.svelte';
import { language } from '../words';
import { vocabulary } from '../words/vocabulary';
import { signName } from './signs';
import type { Content } from './commands';

/** A map with what lies on it. */
export interface Shown {
  map: Kept<'network_map'>;
  content: Content;
}

/** A person's maps on this device, the latest first. */
export async function listMaps(store: Store, person: string): Promise<Shown[]> {
  const maps = (await store.list('network_map', person)).toSorted(
    (a, b) => b.body.date.localeCompare(a.body.date) || b.id.localeCompare(a.id),
  );
  const shown: Shown[] = [];
  for (const map of maps) shown.push({ map, content: (await read(store, map.id))[1] });
  return shown;
}

/** An empty map, or one with everybody from an earlier one: people stay the same across maps. */
export function newMap(
  person: string,
  date: string,
  who: NetworkMap['who_spoke'],
  last?: Shown,
): Entry[] {
  const id = newId();
  const before = last?.map.body;
  const map: Entry<'network_map'> = {
    kind: 'network_map',
    id,
    body: {
      participant_id: person,
      date,
      title: '',
      words: '',
      occasion: null,
      practice: false,
      instrument_version: 1,
      circle_question: before?.circle_question ?? 'importance',
      sector_set: before?.sector_set ?? 'four_areas',
      who_spoke: who,
      ego_name: '',
      ego_age: '',
      ego_gender: null,
    },
  };
  return last ? [map, ...copies(id, last.content)] : [map];
}

/** Everybody of an earlier map and who knows whom, as records of a new one. */
function copies(mapId: string, { contacts, ties }: Content): Entry[] {
  const ids = new Map([...contacts.keys()].map((old) => [old, newId()]));
  const people = [...contacts].map(([old, body]): Entry<'contact'> => ({
    kind: 'contact',
    id: ids.get(old) ?? newId(),
    body: { ...body, map_id: mapId },
  }));
  const known = [...ties.values()].map((body): Entry<'tie'> => ({
    kind: 'tie',
    id: newId(),
    body: {
      ...body,
      map_id: mapId,
      one_id: ids.get(body.one_id) ?? body.one_id,
      other_id: ids.get(body.other_id) ?? body.other_id,
    },
  }));
  return [...people, ...known];
}

export const SUPPORTS = [
  ['emotional', 'support_emotional'],
  ['practical', 'support_practical'],
  ['advice', 'support_advice'],
  ['time_together', 'support_time_together'],
  ['opening_doors', 'support_opening_doors'],
] as const;

/** What somebody is called where nothing was said. */
export function nameOf(contact: Contact): string {
  return contact.name || signName(contact.symbol) || contact.role_words || '?';
}

/** What the rings of a map are called, from the inner one. */
export function ringsOf(question: NetworkMap['circle_question'] | undefined): string[] {
  const asked = question === 'closeness' ? 'closeness' : 'importance';
  return vocabulary.circles.map((one) => one[asked][language.locale]);
}

/** A map by person instead of by record: the same person is the same on every map. */
export function byPerson({ contacts, ties }: Content): Content {
  const person = new Map([...contacts].map(([id, one]) => [id, one.contact_id]));
  return {
    contacts: new Map([...contacts.values()].map((one) => [one.contact_id, one])),
    ties: new Map(
      [...ties].map(([id, tie]) => [
        id,
        {
          ...tie,
          one_id: person.get(tie.one_id) ?? tie.one_id,
          other_id: person.get(tie.other_id) ?? tie.other_id,
        },
      ]),
    ),
  };
}
