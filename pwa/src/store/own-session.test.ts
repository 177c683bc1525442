import { expect, test, vi } from 'vitest';
import { probeOwn } from './own-session';

const MINE = 'mine';

/** A server whose cookie stands for somebody, until a credential it knows is shown. */
function serverOf(cookie: string | null, onCredential: (shown: string) => string | number) {
  let account = cookie;
  const shown: string[] = [];
  const send = vi.fn((path: string, init?: { body: string }) => {
    if (path.endsWith('/devices/session')) {
      const { credential } = JSON.parse(init?.body ?? '{}') as { credential: string };
      shown.push(credential);
      const answer = onCredential(credential);
      if (typeof answer === 'number')
        return Promise.resolve(new Response('{}', { status: answer }));
      account = answer;
    }
    const status = account === null ? 401 : 200;
    return Promise.resolve(new Response(JSON.stringify({ account_id: account }), { status }));
  });
  return { send: send as unknown as typeof fetch, shown };
}

function probing(server: ReturnType<typeof serverOf>, credential?: string) {
  return probeOwn({
    accountId: MINE,
    deviceId: 'phone',
    credential: () => Promise.resolve(credential),
    send: server.send,
  });
}

test('a session of one’s own is used as it is', async () => {
  const server = serverOf(MINE, () => MINE);
  expect(await probing(server, 'c')).toBe('ok');
  expect(server.shown).toEqual([]);
});

test('somebody else’s session is replaced by one’s own before anything is sent', async () => {
  const server = serverOf('other', () => MINE);
  expect(await probing(server, 'c')).toBe('ok');
  expect(server.shown).toEqual(['c']);
});

test('without a credential somebody else’s session stays a closed door', async () => {
  expect(await probing(serverOf('other', () => MINE))).toBe('signed_out');
});

test('an answer for another account does not open the door', async () => {
  expect(
    await probing(
      serverOf(null, () => 'other'),
      'c',
    ),
  ).toBe('signed_out');
});

test('a revoked phone is told so, an unknown one keeps what it has', async () => {
  expect(
    await probing(
      serverOf(null, () => 410),
      'c',
    ),
  ).toBe('revoked');
  expect(
    await probing(
      serverOf(null, () => 403),
      'c',
    ),
  ).toBe('signed_out');
});
