import { ask, client, type Wire } from '../api/client';
import type { Store } from '../store/store';
import type { Choice } from '../ui';
import { GROUP_PICTURES } from '../walks/pictures';
import { labelOf, vocabulary } from '../words/vocabulary';

export type Known = Wire['Known'];
export type Need = Known['profile'][number];
export type Colleague = Wire['Colleague'];

/** Nothing is known yet. */
export function nothingKnown(): Known {
  return {
    name: '',
    profile: [],
    contact: { telephone: '', email: '', address: '' },
    support_person: null,
  };
}

/** What may change of a participant, out of all the server says. */
export function knownOf(details: Wire['ParticipantDetails']): Known {
  const { name, profile, contact, support_person } = details;
  return { name, profile: profile as Need[], contact, support_person };
}

/** Without spaces at the ends, as it is sent. */
export function trimmed(known: Known): Known {
  const { contact, support_person: person } = known;
  return {
    ...known,
    name: known.name.trim(),
    contact: {
      telephone: contact.telephone.trim(),
      email: contact.email.trim(),
      address: contact.address.trim(),
    },
    support_person: person && {
      ...person,
      name: person.name.trim(),
      contact: person.contact.trim(),
    },
  };
}

/** The needs a person may name: the shared groups of people, but not "everybody". */
export function needChoices(): Choice<Need>[] {
  return vocabulary.groups
    .filter(({ code }) => code !== 'everybody')
    .map((group) => ({
      value: group.code as Need,
      label: labelOf(group),
      pictogram: GROUP_PICTURES[group.code],
    }));
}

/** The facilitators this device knows. */
export async function knownFacilitators(store: Store): Promise<Colleague[]> {
  const colleagues = (await store.note<Colleague[]>('colleagues')) ?? [];
  return colleagues.filter(({ role }) => role === 'facilitator');
}

/** Read anew whom the caller works with, so that every screen knows at once. */
export async function refreshPeople(store: Store): Promise<void> {
  const outcome = await ask(client.GET('/api/v1/participants'));
  if (outcome.kind === 'answer') await store.setNote('participants', outcome.value);
}
