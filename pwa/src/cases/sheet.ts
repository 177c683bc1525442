import { ask, client, type Outcome, type Wire } from '../api/client';
import type { PictogramName } from '../ui';

export type Sheet = Wire['PlanSheet'];
export type Parts = Sheet['parts'];
export type Part = keyof Parts;
export type Offer = Sheet['offered'][number];

/** The four parts in their order. */
export const PARTS: readonly { part: Part; pictogram: PictogramName; kind: string | null }[] = [
  { part: 'like', pictogram: 'thumbs-up', kind: 'good' },
  { part: 'helps', pictogram: 'everybody', kind: null },
  { part: 'in_the_way', pictogram: 'construction', kind: 'barrier' },
  { part: 'try', pictogram: 'light-bulb', kind: 'idea' },
];

/** What can still be chosen for a part: findings of its kind that do not stand there. */
export function offersFor(sheet: Sheet, part: Part, kind: string | null): Offer[] {
  const there = new Set(sheet.parts[part].map((entry) => entry.finding_id));
  return sheet.offered.filter((offer) => offer.kind === kind && !there.has(offer.id));
}

/** The parts with an entry more in one of them. */
export function withEntry(parts: Parts, part: Part, words: string, finding: string | null): Parts {
  return { ...parts, [part]: [...parts[part], { words, finding_id: finding }] };
}

/** The parts with an entry less in one of them. */
export function withoutEntry(parts: Parts, part: Part, at: number): Parts {
  return { ...parts, [part]: parts[part].filter((_, position) => position !== at) };
}

export function readSheet(id: string): Promise<Outcome<Sheet>> {
  const params = { path: { participant_id: id } };
  return ask(client.GET('/api/v1/participants/{participant_id}/plan-sheet', { params }));
}

export function keepSheet(id: string, parts: Parts, revision: number): Promise<Outcome<Sheet>> {
  const params = { path: { participant_id: id } };
  const body = { parts, revision };
  return ask(client.PUT('/api/v1/participants/{participant_id}/plan-sheet', { params, body }));
}
