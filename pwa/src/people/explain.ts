import type { Problem } from '../api/client';
import { m } from '../words';

/** What went wrong with an account, and what to do now. */
export interface Trouble {
  words: string;
  next: string;
}

type Known = Problem & { reason?: string; retry_after_s?: number };

const WORDS: Readonly<Record<string, (problem: Known) => readonly [string, string]>> = {
  'sign-in-refused': () => [m['error.wrong_password'](), m['error.wrong_password.next']()],
  'second-factor-refused': () => [m['signin.code_wrong'](), m['signin.code_wrong.next']()],
  'passkey-refused': () => [m['signin.passkey_failed'](), m['signin.passkey_failed.next']()],
  'too-many-attempts': ({ retry_after_s }) => {
    const minutes = Math.max(1, Math.ceil((retry_after_s ?? 600) / 60));
    return [m['error.account_locked'](), m['error.account_locked.next']({ minutes })];
  },
  'code-refused': () => [m['problem.code'](), m['problem.code.next']()],
  'name-taken': () => [m['problem.name_taken'](), m['problem.name_taken.next']()],
  'invalid-input': () => [m['problem.name_form'](), m['problem.name_form.next']()],
  'already-member': () => [m['problem.already_member'](), m['problem.already_member.next']()],
  'weak-password': ({ reason }) =>
    reason === 'short'
      ? [m['problem.password_short'](), m['problem.password_short.next']()]
      : [m['problem.password_name'](), m['problem.password_name.next']()],
  'password-refused': () => [m['problem.password_wrong'](), m['problem.password_wrong.next']()],
  'last-second-factor': () => [m['problem.last_factor'](), m['problem.last_factor.next']()],
  'show-second-factor': () => [m['problem.show_factor'](), m['problem.show_factor.next']()],
  'last-of-their-kind': () => [m['problem.last_keeper'](), m['problem.last_keeper.next']()],
  'role-does-not-fit': () => [m['problem.role_fits'](), m['problem.role_fits.next']()],
  'sign-in-first': () => [m['error.signed_out'](), m['error.signed_out.next']()],
};

/** The last part of a problem's type, such as `name-taken`. */
export function slugOf(problem: Problem): string {
  return problem.type.split('/').pop() ?? '';
}

/** A refusal in words for the person; what we do not know is the server's trouble, not theirs. */
export function explain(problem: Problem): Trouble {
  const known = WORDS[slugOf(problem)]?.(problem);
  const [words, next] = known ?? [m['error.server_busy'](), m['error.server_busy.next']()];
  return { words, next };
}

/** No way to the server. */
export function noNetwork(): Trouble {
  return { words: m['error.server_unreachable'](), next: m['error.server_unreachable.next']() };
}
