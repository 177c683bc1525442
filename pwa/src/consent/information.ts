import { ask, client, type Wire } from '../api/client';
import type { Store } from '../store/store';
import type { InformationText } from './texts';

export type Information = Wire['Information'];
export type FilledIn = Wire['FilledIn'];

/** What a provider fills in, in the order it is asked for. */
export const FIELDS = [
  'address',
  'telephone',
  'email',
  'officer',
  'officer_contact',
  'authority',
  'authority_contact',
  'municipality',
  'processor',
  'server_place',
] as const satisfies readonly (keyof FilledIn)[];

const NOTE = 'information';

/** The text with what the provider filled in; `gap` stands where nothing is filled in. */
export function filledIn(
  text: InformationText,
  known: Partial<Information>,
  gap: string,
): InformationText {
  const filled = (line: string): string =>
    line.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const words: unknown = known[name as keyof Information];
      return typeof words === 'string' && words !== '' ? words : gap;
    });
  return {
    ...text,
    sections: text.sections.map(({ title, lines }) => ({ title, lines: lines.map(filled) })),
  };
}

/** What this device knows of it, also without a network. */
export async function knownInformation(store: Store): Promise<Information | undefined> {
  return store.note<Information>(NOTE);
}

/** Read it anew and keep it for when there is no network. */
export async function refreshInformation(store: Store): Promise<void> {
  const outcome = await ask(client.GET('/api/v1/information'));
  if (outcome.kind === 'answer') await store.setNote(NOTE, outcome.value);
}
