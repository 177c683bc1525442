import type { Finding, Kept, Photograph } from '../store/records';
import type { Entry } from '../store/store';
import type { Kind } from '../ui/kinds';
import type { Place, Position } from '../map/WalkMap';

/** The questions of a recording, in order. */
export const STEPS = [
  'question',
  'subcategory',
  'who',
  'effect',
  'groups',
  'place',
  'photo',
  'note',
  'review',
] as const;
export type Step = (typeof STEPS)[number];

/** A photograph taken for a finding; its bytes already lie in the store. */
export interface TakenPhotograph {
  id: string;
  sha256: string;
  size_bytes: number;
  taken_at: string | null;
  description: string;
}

/** A finding while it is being recorded. Kept as a draft after every answer. */
export interface FindingInput {
  id: string;
  body: Finding;
  photographs: TakenPhotograph[];
  /** Photographs of an earlier recording that are to go. */
  removed: string[];
  step: Step;
}

/** A position worth starting from; worse ones are offered but not taken. */
export const GOOD_ACCURACY_M = 30;

/** A point of the wire as a place on the map. */
export function placeOf(point: Finding['location']): Place | null {
  const [lon, lat] = point?.coordinates ?? [];
  return lon === undefined || lat === undefined ? null : [lon, lat];
}

function pointOf(place: Place): NonNullable<Finding['location']> {
  return { type: 'Point', coordinates: [place[0], place[1]] };
}

/** Begin a finding here and now. */
export function beginFinding(
  id: string,
  walkId: string,
  kind: Kind,
  position: Position | null,
  now: Date,
  /** The participant who records for themself. */
  own: string | null = null,
): FindingInput {
  const good = position !== null && position.accuracy_m <= GOOD_ACCURACY_M;
  const body: Finding = {
    walk_id: walkId,
    kind,
    question: null,
    subcategory: null,
    felt_effect: null,
    groups: [],
    note: '',
    location: good ? pointOf(position.place) : null,
    location_source: good ? 'gps' : null,
    accuracy_m: good ? position.accuracy_m : null,
    seen_at: now.toISOString(),
    author_participant_id: own,
    who_spoke: own ? 'self' : null,
  };
  return { id, body, photographs: [], removed: [], step: 'question' };
}

/** Take up a kept finding to change it. */
export function reopenFinding(
  record: Kept<'finding'>,
  photographs: readonly Kept<'photograph'>[],
): FindingInput {
  const taken = photographs.map(({ id, body }) => ({
    id,
    sha256: body.sha256,
    size_bytes: body.size_bytes,
    taken_at: body.taken_at,
    description: body.description,
  }));
  return {
    id: record.id,
    body: { ...record.body },
    photographs: taken,
    removed: [],
    step: 'review',
  };
}

/** Choose the question; its subcategories change with it. */
export function withQuestion(body: Finding, question: Finding['question']): Finding {
  const subcategory = question === body.question ? body.subcategory : null;
  return { ...body, question, subcategory };
}

/** Place the finding by hand; an accuracy of the satellite no longer applies. */
export function withTap(body: Finding, place: Place): Finding {
  return { ...body, location: pointOf(place), location_source: 'tap', accuracy_m: null };
}

/** Place the finding where the device is. */
export function withPosition(body: Finding, position: Position): Finding {
  const { place, accuracy_m } = position;
  return { ...body, location: pointOf(place), location_source: 'gps', accuracy_m };
}

export function withoutPlace(body: Finding): Finding {
  return { ...body, location: null, location_source: null, accuracy_m: null };
}

/** The steps that make sense for this finding. */
export function stepsFor(
  body: Finding,
  taking: { hasSubcategories: boolean; people: number },
): Step[] {
  const left = new Set<Step>();
  if (!taking.hasSubcategories) left.add('subcategory');
  if (taking.people === 0) left.add('who');
  // An idea is not yet there, so nobody can say how it feels.
  if (body.kind === 'idea') left.add('effect');
  return STEPS.filter((step) => !left.has(step));
}

/** The step after or before one; null beyond the ends. */
export function stepBeside(steps: readonly Step[], step: Step, by: 1 | -1): Step | null {
  return steps[steps.indexOf(step) + by] ?? null;
}

/** Whether a step has an answer, so that the way on is "next" and not "skip". */
export function isAnswered({ body, photographs }: FindingInput, step: Step): boolean {
  switch (step) {
    case 'question':
      return body.question !== null;
    case 'subcategory':
      return body.subcategory !== null;
    case 'who':
      return body.author_participant_id !== null || body.who_spoke !== null;
    case 'effect':
      return body.felt_effect !== null;
    case 'groups':
      return body.groups.length > 0;
    case 'place':
      return body.location !== null;
    case 'photo':
      return photographs.length > 0;
    case 'note':
      return body.note.trim() !== '';
    case 'review':
      return true;
    default:
      return step satisfies never;
  }
}

/** The records a finished recording becomes: the finding first, then its photographs. */
export function entriesOf({ id, body, photographs }: FindingInput): Entry[] {
  const finding: Entry<'finding'> = {
    kind: 'finding',
    id,
    body: { ...body, note: body.note.trim() },
  };
  const pictures = photographs.map((photograph): Entry<'photograph'> => {
    const { id: photographId, ...rest } = photograph;
    const record: Photograph = { ...rest, finding_id: id, type: 'image/jpeg' };
    return { kind: 'photograph', id: photographId, body: record };
  });
  return [finding, ...pictures];
}
