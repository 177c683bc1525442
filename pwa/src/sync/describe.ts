import type { OutboxRow } from '../store/database';
import { titleOf } from '../consent/texts';
import type { Consent, Contact, Exploration, Finding, RecordKind } from '../store/records';
import { m } from '../words';
import { kindName, topicOf } from '../walks/names';

/** A queued operation in one line. */
export function describeRow(row: OutboxRow): string {
  if (row.action === 'delete') return m['things.taken_back']({ what: kindWords(row) });
  return kindWords(row);
}

/** A record in one line. */
export function kindWords(row: { kind: RecordKind; body: unknown }): string {
  switch (row.kind) {
    case 'exploration':
      return (row.body as Exploration | null)?.title ?? m['desk.explorations']();
    case 'walk':
      return m['things.walk']();
    case 'photograph':
      return m['things.photograph']();
    case 'consent': {
      const consent = row.body as Consent | null;
      return consent
        ? `${m['consent.answer']()}: ${titleOf(consent.purpose)}`
        : m['consent.answer']();
    }
    case 'finding': {
      const finding = row.body as Finding | null;
      return finding ? `${kindName(finding.kind)}: ${topicOf(finding)}` : m['things.finding']();
    }
    case 'network_map':
      return m['network.title']();
    case 'contact': {
      const name = (row.body as Contact | null)?.name;
      return name ? `${m['network.title']()}: ${name}` : m['network.contact']();
    }
    case 'tie':
      return m['network.tie']();
    default:
      return row.kind satisfies never;
  }
}
