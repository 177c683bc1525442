import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

/** Wire types by name, for example `Wire['Caller']`. Never retype them. */
export type Wire = components['schemas'];
/** RFC 9457, with the members our own problems add. */
export type Problem = Wire['Problem'] & { retry_after_s?: number };
export type Role = Wire['Caller']['role'];

/** What a request came to: an answer, a refusal with its reason, or no way to the server. */
export type Outcome<T> =
  { kind: 'answer'; value: T } | { kind: 'problem'; problem: Problem } | { kind: 'unreachable' };

interface Response_<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** `client.GET('/api/v1/session')`: typed by the contract, same origin, with the session's cookie. */
export const client = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });

function problemOf(error: unknown, status: number): Problem {
  if (typeof error === 'object' && error !== null && 'title' in error) return error as Problem;
  return { type: 'about:blank', title: `HTTP ${status}`, status };
}

/** Turn a call into an outcome, so that no screen forgets the two ways it can fail. */
export async function ask<T>(call: Promise<Response_<T>>): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { kind: 'answer', value: data as T };
    return { kind: 'problem', problem: problemOf(error, response.status) };
  } catch {
    return { kind: 'unreachable' };
  }
}
