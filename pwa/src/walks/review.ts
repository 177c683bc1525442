import type { Wire } from '../api/client';
import type { Finding } from '../store/records';
import { formatNumber, m } from '../words';
import { labelOfCode, vocabulary } from '../words/vocabulary';
import { isAnswered, type FindingInput, type Step } from './findings';
import { topicOf } from './names';

/** One question and what was answered. */
export interface ReviewLine {
  step: Step;
  asked: string;
  said: string;
  answered: boolean;
}

/** The question of a step, as asked. */
export function questionOf(step: Step): string {
  switch (step) {
    case 'question':
      return m['walk.which_question']();
    case 'subcategory':
      return m['walk.which_exactly']();
    case 'who':
      return m['walk.who_said']();
    case 'effect':
      return m['walk.felt']();
    case 'groups':
      return m['walk.for_whom']();
    case 'place':
      return m['walk.where']();
    case 'photo':
      return m['walk.photos']();
    case 'note':
      return m['walk.note']();
    case 'review':
      return m['walk.is_it_right']();
    default:
      return step satisfies never;
  }
}

/** Where a finding is, in words. */
export function placeInWords(body: Finding): string {
  if (!body.location) return m['place.without_one']();
  if (body.location_source === 'tap') return m['place.by_hand']();
  return m['place.accurate']({ n: formatNumber(Math.max(1, Math.round(body.accuracy_m ?? 1))) });
}

function speakerInWords(body: Finding, people: readonly Wire['Participant'][]): string {
  const person = people.find(({ id }) => id === body.author_participant_id)?.pseudonym;
  const how = body.who_spoke && labelOfCode(vocabulary.whoSpoke, body.who_spoke);
  return [person, how].filter(Boolean).join(', ');
}

function said(input: FindingInput, step: Step, people: readonly Wire['Participant'][]): string {
  const { body, photographs } = input;
  switch (step) {
    case 'question':
    case 'subcategory':
      return topicOf(step === 'question' ? { ...body, subcategory: null } : body);
    case 'who':
      return speakerInWords(body, people);
    case 'effect':
      return labelOfCode(
        [...vocabulary.feltEffects, ...vocabulary.openAnswers],
        body.felt_effect ?? '',
      );
    case 'groups':
      return body.groups.map((code) => labelOfCode(vocabulary.groups, code)).join(', ');
    case 'place':
      return placeInWords(body);
    case 'photo':
      return formatNumber(photographs.length);
    case 'note':
      return body.note.trim();
    case 'review':
      return '';
    default:
      return step satisfies never;
  }
}

/** All questions with their answers, in order; open ones say so. */
export function reviewLines(
  input: FindingInput,
  steps: readonly Step[],
  people: readonly Wire['Participant'][],
): ReviewLine[] {
  return steps
    .filter((step) => step !== 'review')
    .map((step) => {
      const answered = isAnswered(input, step);
      return {
        step,
        asked: questionOf(step),
        said: answered ? said(input, step, people) : m['review.open'](),
        answered,
      };
    });
}
