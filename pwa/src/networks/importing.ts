import type { Wire } from '../api/client';
import type { Entry } from '../store/store';
import { m } from '../words';

type Imported = Wire['Imported'];

/** Bytes as base64, however many. */
export function base64Of(bytes: Uint8Array): string {
  const AT_ONCE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  }
  return btoa(text);
}

/** What the server read in a file, as records of this device. */
export function entriesOf({ maps }: Imported): Entry[] {
  return maps.flatMap(({ id, contacts, ties, ...body }): Entry[] => [
    { kind: 'network_map', id, body },
    ...contacts.map(({ id: contact, ...one }): Entry => ({
      kind: 'contact',
      id: contact,
      body: one,
    })),
    ...ties.map(({ id: tie, ...one }): Entry => ({ kind: 'tie', id: tie, body: one })),
  ]);
}

const LOST = {
  ego_picture: m['network.lost.ego_picture'],
  date_missing: m['network.lost.date_missing'],
  too_far_out: m['network.lost.too_far_out'],
  contact_of_partner: m['network.lost.contact_of_partner'],
  gender: m['network.lost.gender'],
  cut_short: m['network.lost.cut_short'],
  tie_without_ends: m['network.lost.tie_without_ends'],
  tie_twice: m['network.lost.tie_twice'],
  contact_without_place: m['network.lost.contact_without_place'],
  role_abbreviation: m['network.lost.role_abbreviation'],
} as const;

/** What cannot be taken over, and how often; also what a newer server counts. */
export function lostWords(code: string, n: number): string {
  return (code in LOST ? LOST[code as keyof typeof LOST] : m['network.lost.other'])({ n });
}
