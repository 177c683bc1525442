import type { Wire } from '../api/client';

/** Bodies as they travel; the contract names their fields. */
export type Exploration = Wire['ExplorationRecord'];
export type Walk = Wire['WalkRecord'];
export type Finding = Wire['FindingRecord'];
export type Photograph = Wire['PhotographRecord'];
export type Consent = Wire['ConsentRecord'];
export type NetworkMap = Wire['NetworkMapRecord'];
export type Contact = Wire['ContactRecord'];
export type Tie = Wire['TieRecord'];

/** Which body belongs to which kind of record. */
export interface Bodies {
  exploration: Exploration;
  walk: Walk;
  finding: Finding;
  photograph: Photograph;
  consent: Consent;
  network_map: NetworkMap;
  contact: Contact;
  tie: Tie;
}

export type RecordKind = keyof Bodies;

/** One record as this device has it. */
export interface Kept<K extends RecordKind = RecordKind> {
  id: string;
  kind: K;
  body: Bodies[K];
  /** What it belongs to: the walk of a finding, the finding of a photograph, who gave an answer, whose map it is. */
  parent: string | null;
  /** The last accepted operation this device knows; null while the server has none. */
  revision: string | null;
  changed_at: string;
  /** Taken back here; kept so that it can be put back. */
  removed: boolean;
  /** Another device changed the same fields; the later version counts, the other stays in the history. */
  overridden: string[];
}

/** What a record belongs to. */
export function parentOf<K extends RecordKind>(kind: K, body: Bodies[K]): string | null {
  switch (kind) {
    case 'exploration':
      return null;
    case 'walk':
      return (body as Walk).exploration_id;
    case 'finding':
      return (body as Finding).walk_id;
    case 'photograph':
      return (body as Photograph).finding_id;
    case 'consent':
    case 'network_map':
      return (body as Consent | NetworkMap).participant_id;
    case 'contact':
    case 'tie':
      return (body as Contact | Tie).map_id;
    default:
      return kind satisfies never;
  }
}

/** The bytes a record shows, found by their hash; in the clear, because it is looked for. */
export function sha256Of<K extends RecordKind>(kind: K, body: Bodies[K]): string | null {
  return kind === 'photograph' ? (body as Photograph).sha256 : null;
}
