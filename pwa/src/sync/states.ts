import type { Problem } from '../api/client';
import type { OutboxRow } from '../store/database';
import type { Kept } from '../store/records';
import type { Reach } from '../store/wire';
import type { Where } from '../ui';
import { m } from '../words';

/** Where a record is. */
export function stateOf(record: Kept, outbox: readonly OutboxRow[]): Where {
  const rows = outbox.filter((row) => row.record_id === record.id);
  if (rows.some((row) => row.state === 'refused')) return 'needs';
  return rows.length > 0 || record.revision === null ? 'device' : 'done';
}

/** Where a record is, in a few words. */
export function stateWords(where: Where): string {
  switch (where) {
    case 'device':
    case 'offline':
      return m['sync.saved_here']();
    case 'way':
      return m['sync.on_its_way']();
    case 'done':
      return m['sync.sent']();
    case 'needs':
      return m['sync.needs_you']();
    default:
      return where satisfies never;
  }
}

/** Why nothing can be sent now, and what to do; null when all is well. */
export function reachWords(reach: Reach | 'unknown'): { title: string; text: string } | null {
  switch (reach) {
    case 'ok':
    case 'unknown':
    case 'revoked':
      return null;
    case 'unreachable':
      return { title: m['error.no_network'](), text: m['error.no_network.next']() };
    case 'captive':
      return { title: m['error.captive_portal'](), text: m['error.captive_portal.next']() };
    case 'busy':
      return { title: m['error.server_busy'](), text: m['error.server_busy.next']() };
    case 'stuck':
      return { title: m['reach.stuck'](), text: m['reach.stuck.next']() };
    case 'signed_out':
      return { title: m['error.signed_out'](), text: m['error.signed_out.next']() };
    default:
      return reach satisfies never;
  }
}

/** Why something is still here, in two or three words; null when it is on its way anyhow. */
export function shortReason(sync: {
  reach: Reach | 'unknown';
  sending: { paused: boolean };
  holding: boolean;
  counts: { unsent: number } | null;
}): string | null {
  if (sync.sending.paused) return m['reach.short.paused']();
  if (sync.reach === 'ok' && sync.holding && sync.counts?.unsent === 0)
    return m['reach.short.wifi']();
  switch (sync.reach) {
    case 'ok':
    case 'unknown':
    case 'revoked':
      return null;
    case 'unreachable':
    case 'captive':
    case 'busy':
    case 'signed_out':
    case 'stuck':
      return m[`reach.short.${sync.reach}`]();
    default:
      return sync.reach satisfies never;
  }
}

const REASONS: Readonly<Record<string, () => string>> = {
  'parent-missing': () => m['refused.parent_missing'](),
  'clock-ahead': () => m['refused.clock_ahead'](),
  'not-taking-part': () => m['refused.not_taking_part'](),
  'id-taken': () => m['refused.id_taken'](),
  'unknown-kind': () => m['refused.app_too_old'](),
  'not-for-you': () => m['error.no_access'](),
  'text-unknown': () => m['refused.text_unknown'](),
  'form-missing': () => m['refused.form_missing'](),
  'spoken-not-enough': () => m['refused.needs_signature'](),
  'needs-another': () => m['refused.needs_another'](),
  'no-consent': () => m['refused.no_consent'](),
  'participant-unknown': () => m['refused.not_taking_part'](),
  'unreadable-evidence': () => m['refused.unreadable_evidence'](),
  'no-photograph': () => m['error.photo_unreadable'](),
  'hash-differs': () => m['error.photo_missing'](),
  'media-not-announced': () => m['refused.photograph_gone'](),
  'wrong-range': () => m['error.photo_missing'](),
};

const FIELDS: Readonly<Record<string, () => string>> = {
  location: () => m['walk.where'](),
  note: () => m['walk.note'](),
  question: () => m['walk.which_question'](),
  subcategory: () => m['walk.which_exactly'](),
  felt_effect: () => m['walk.felt'](),
  groups: () => m['walk.for_whom'](),
  who_spoke: () => m['walk.who_said'](),
  author_participant_id: () => m['walk.who_said'](),
  title: () => m['exploration.title'](),
  date: () => m['exploration.date'](),
};

/** The reason of a refusal in the language of the screen, as far as we know it. */
export function reasonOf(problem: Problem | null): string {
  if (!problem) return m['error.record_refused']({ reason: '' });
  const known = REASONS[problem.type.split('/').at(-1) ?? ''];
  if (known) return known();
  const fields = Object.keys(problem.errors ?? {}).flatMap((name) => FIELDS[name]?.() ?? []);
  if (fields.length > 0) return m['refused.fields']({ fields: fields.join(', ') });
  return m['error.record_refused']({ reason: problem.detail ?? problem.title });
}
