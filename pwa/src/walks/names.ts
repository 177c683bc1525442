import type { Finding, Kept } from '../store/records';
import { m } from '../words';
import { labelOf, shortLabelOf, vocabulary } from '../words/vocabulary';

/** The word of a kind. */
export function kindName(kind: Finding['kind']): string {
  switch (kind) {
    case 'barrier':
      return m['walk.something_bad']();
    case 'good':
      return m['walk.something_good']();
    case 'idea':
      return m['walk.idea']();
    default:
      return kind satisfies never;
  }
}

/** Some answers say their kind in brackets; beside the word of the kind they would say it twice. */
function withoutKind(label: string): string {
  return label.replace(/ \(gut so\)$/, '');
}

/** What a finding is about, as precisely as it was said. */
export function topicOf(finding: Finding): string {
  const question = vocabulary.questions.find(({ code }) => code === finding.question);
  if (!question) return kindName(finding.kind);
  const detail = question.subcategories.find(({ code }) => code === finding.subcategory);
  return detail ? withoutKind(labelOf(detail)) : shortLabelOf(question);
}

/** A finding in one line, for a list and for a sign on the map. */
export function findingName({ body }: Pick<Kept<'finding'>, 'body'>, place: number): string {
  const topic = topicOf(body);
  const kind = kindName(body.kind);
  return topic === kind ? `${place}. ${kind}` : `${place}. ${kind}: ${topic}`;
}

/** "2 Barrieren, 1 gute Stelle, …" */
export function summaryOf(findings: readonly Kept<'finding'>[]): string {
  const count = (kind: Finding['kind']): number =>
    findings.filter((finding) => finding.body.kind === kind).length;
  return m['walk.summary']({ bad: count('barrier'), good: count('good'), idea: count('idea') });
}
