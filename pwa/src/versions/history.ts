import type { Wire } from '../api/client';
import type { RecordKind } from '../store/records';
import { m } from '../words';
import { differing, partsOf, type People } from './parts';
import { nameOf } from './telling';

type Version = Wire['Version'];

/** One thing that changed: asked, before, afterwards. */
export interface Change {
  asked: string;
  was: string;
  now: string;
}

/** One line of the history. */
export interface Told {
  version: Version;
  sentence: string;
  changes: Change[];
}

/** What somebody changed: against the version they had before them. */
function baseOf(version: Version, earlier: readonly Version[]): Version | undefined {
  return earlier.find(({ revision }) => revision === version.base) ?? earlier.at(-1);
}

function changesOf(version: Version, before: Version, people: People): Change[] {
  const [was, now] = [before.body, version.body];
  if (!was || !now) return [];
  return partsOf(version.kind as RecordKind, differing(was, now)).map((part) => ({
    asked: part.asked(),
    was: part.said(was, people),
    now: part.said(now, people),
  }));
}

function sentenceOf(
  version: Version,
  before: Version | undefined,
  n: number,
  name: string,
): string {
  if (version.action === 'delete') return m['history.deleted']({ name });
  if (version.resolves) return m['history.chose']({ name });
  if (!before) return m['history.made']({ name });
  if (before.action === 'delete') return m['history.back']({ name });
  if (version.body === null) return m['history.unread']({ name });
  return n > 0 ? m['history.changed']({ name }) : m['history.same']({ name });
}

/** A history in plain sentences, the latest first. */
export function told(versions: readonly Version[], own: string, people: People): Told[] {
  return versions
    .map((version, place) => {
      const before = baseOf(version, versions.slice(0, place));
      const last = versions[place - 1];
      const changes = before && version.action === 'put' ? changesOf(version, before, people) : [];
      const against = last?.action === 'delete' ? last : before;
      const name = nameOf(version, own);
      return { version, sentence: sentenceOf(version, against, changes.length, name), changes };
    })
    .toReversed();
}
