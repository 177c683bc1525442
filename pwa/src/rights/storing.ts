import { ask, client, type Outcome, type Wire } from '../api/client';
import { m } from '../words';

export type Stored = Wire['Stored'];
export type Look = Stored['looks'][number]['look'];

/** Everything that is stored about a participant. */
export function readStored(id: string): Promise<Outcome<Stored>> {
  const params = { path: { participant_id: id } };
  return ask(client.GET('/api/v1/participants/{participant_id}/stored', { params }));
}

/** Hand the person a file with everything; its name carries no name. */
export async function takeAlong(id: string): Promise<Outcome<unknown>> {
  const params = { path: { participant_id: id } };
  const call = client.POST('/api/v1/participants/{participant_id}/exports', {
    params,
    parseAs: 'blob',
  });
  const outcome = await ask<unknown>(call);
  if (outcome.kind === 'answer') save(outcome.value as Blob);
  return outcome;
}

function save(file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `auskunft-${new Date().toISOString().slice(0, 10)}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Erase a participant for good. */
export function erase(id: string): Promise<Outcome<unknown>> {
  const params = { path: { participant_id: id } };
  return ask<unknown>(client.DELETE('/api/v1/participants/{participant_id}', { params }));
}

/** What somebody did with the person's data, as a sentence without its subject. */
export function lookWords(look: Look): string {
  return m[`look.${look}`]();
}
