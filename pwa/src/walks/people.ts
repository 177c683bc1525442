import type { Wire } from '../api/client';
import type { Store } from '../store/store';

type Participant = Wire['Participant'];

/** The participants this device knows, those of the last visit to the server. */
export async function knownPeople(store: Store): Promise<Participant[]> {
  return (await store.note<Participant[]>('participants')) ?? [];
}

/** The participants who are on this walk. */
export async function peopleOfWalk(store: Store, walkId: string): Promise<Participant[]> {
  const walk = await store.get('walk', walkId);
  const exploration = walk && (await store.get('exploration', walk.body.exploration_id));
  const ids = exploration?.body.participant_ids ?? [];
  return (await knownPeople(store)).filter((person) => ids.includes(person.id));
}
