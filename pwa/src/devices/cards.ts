import { ask, client, type Outcome, type Wire } from '../api/client';
import { bytesOfBase64 } from '../store/base64';

export type Device = Wire['Device'];
export type Card = Wire['Card'];

const path = (participant_id: string) => ({ params: { path: { participant_id } } });

export async function listDevices(participantId: string): Promise<Outcome<Device[]>> {
  return ask(client.GET('/api/v1/participants/{participant_id}/devices', path(participantId)));
}

/** A card that pairs a phone; with `replaces` that one is signed out in the same step. */
export async function makeCard(
  participantId: string,
  replaces: string | null,
): Promise<Outcome<Card>> {
  const request = { ...path(participantId), body: { replaces } };
  return ask(client.POST('/api/v1/participants/{participant_id}/cards', request));
}

export async function makePinCard(participantId: string, id: string): Promise<Outcome<Card>> {
  const params = { path: { participant_id: participantId, device_id: id } };
  return ask(
    client.POST('/api/v1/participants/{participant_id}/devices/{device_id}/pin-cards', { params }),
  );
}

export async function revokeDevice(participantId: string, id: string): Promise<Outcome<unknown>> {
  const params = { path: { participant_id: participantId, device_id: id } };
  return ask(
    client.DELETE('/api/v1/participants/{participant_id}/devices/{device_id}', { params }),
  );
}

/** An address under which the browser opens the card; let go of it with `URL.revokeObjectURL`. */
export function addressOf(card: Card): string {
  const bytes = bytesOfBase64(card.pdf);
  return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
}
