import { ask, client, type Outcome, type Wire } from '../api/client';

type Made = Wire['RecoveryCodes'];
type Caller = Wire['Caller'];

/** What came of asking the device: an outcome of the server's, or no passkey at all. */
export type PasskeyOutcome<T> = Outcome<T> | { kind: 'none' };

/** Whether this browser can read and write passkeys as JSON; older ones cannot. */
export function passkeysWork(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential
  );
}

function jsonOf(credential: Credential | null): Record<string, unknown> | null {
  if (!(credential instanceof PublicKeyCredential)) return null;
  return credential.toJSON() as Record<string, unknown>;
}

/** The device asks its person; they may say no, or too much time may pass. */
async function fromDevice(
  asking: Promise<Credential | null>,
): Promise<Record<string, unknown> | null> {
  try {
    return jsonOf(await asking);
  } catch {
    return null;
  }
}

/** Make a passkey for the signed-in account. */
export async function makePasskey(password: string): Promise<PasskeyOutcome<Made>> {
  const asked = await ask(
    client.POST('/api/v1/second-factors/passkeys/challenge', { body: { password } }),
  );
  if (asked.kind !== 'answer') return asked;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    asked.value.options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = await fromDevice(navigator.credentials.create({ publicKey }));
  if (!credential) return { kind: 'none' };
  return ask(client.POST('/api/v1/second-factors/passkeys', { body: { credential } }));
}

/** Sign in with whichever passkey the person chooses. */
export async function signInWithPasskey(): Promise<PasskeyOutcome<Caller>> {
  const asked = await ask(client.POST('/api/v1/session/passkey/challenge'));
  if (asked.kind !== 'answer') return asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    asked.value.options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const credential = await fromDevice(navigator.credentials.get({ publicKey }));
  if (!credential) return { kind: 'none' };
  return ask(client.POST('/api/v1/session/passkey', { body: { credential } }));
}
