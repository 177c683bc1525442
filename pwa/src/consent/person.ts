import type { Wire } from '../api/client';
import type { Kept } from '../store/records';
import type { Store } from '../store/store';

/** A participant with everything they answered, as far as this device knows. */
export interface Person {
  person: Wire['Participant'];
  answers: Kept<'consent'>[];
}

/** Read a participant and their answers; null for somebody this device does not know. */
export async function readPerson(store: Store, id: string): Promise<Person | null> {
  const people = (await store.note<Wire['Participant'][]>('participants')) ?? [];
  const person = people.find((one) => one.id === id);
  return person ? { person, answers: await store.list('consent', id) } : null;
}
