import { ask, client, type Outcome, type Wire } from '../api/client';
import { bytesOfBase64 } from '../store/base64';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a paired phone keeps, sealed like everything else of its person: it signs them in again. */
export const CREDENTIAL = 'credential';

export interface Paired {
  caller: Wire['Caller'];
  credential: string;
  share: Bytes;
}

/** Use a card on this phone. */
export async function pair(deviceId: string, code: string): Promise<Outcome<Paired>> {
  const outcome = await ask(
    client.POST('/api/v1/devices', { body: { device_id: deviceId, code } }),
  );
  if (outcome.kind !== 'answer') return outcome;
  const { caller, credential, recovery } = outcome.value;
  return { kind: 'answer', value: { caller, credential, share: bytesOfBase64(recovery) } };
}

export interface Recovered {
  accountId: string;
  share: Bytes;
}

/** Use a card for new pictures on the phone it was made for. */
export async function recover(deviceId: string, code: string): Promise<Outcome<Recovered>> {
  const body = { device_id: deviceId, code };
  const outcome = await ask(client.POST('/api/v1/devices/recovery', { body }));
  if (outcome.kind !== 'answer') return outcome;
  const { account_id: accountId, recovery } = outcome.value;
  return { kind: 'answer', value: { accountId, share: bytesOfBase64(recovery) } };
}
