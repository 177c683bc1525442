import { expect, test } from 'vitest';
import { makeFinding } from '../store/testing';
import {
  beginFinding,
  entriesOf,
  isAnswered,
  stepBeside,
  stepsFor,
  withoutPlace,
  withPosition,
  withQuestion,
  withTap,
} from './findings';

const NOW = new Date('2026-05-04T09:30:00Z');
const HERE = { place: [11.57, 49.94] as const, accuracy_m: 6 };

test('a finding begins where and when somebody stands', () => {
  const { body } = beginFinding('f', 'w', 'barrier', HERE, NOW);
  expect(body.location).toEqual({ type: 'Point', coordinates: [11.57, 49.94] });
  expect([body.location_source, body.accuracy_m]).toEqual(['gps', 6]);
  expect(body.seen_at).toBe('2026-05-04T09:30:00.000Z');
});

test('a vague position is not taken for the place', () => {
  const { body } = beginFinding('f', 'w', 'good', { ...HERE, accuracy_m: 80 }, NOW);
  expect([body.location, body.location_source, body.accuracy_m]).toEqual([null, null, null]);
});

test('another question drops the detail of the first, the same question keeps it', () => {
  const body = makeFinding('', { question: 'kerb', subcategory: 'kerb_high' });
  expect(withQuestion(body, 'kerb').subcategory).toBe('kerb_high');
  expect(withQuestion(body, 'ramp').subcategory).toBeNull();
});

test('a hand on the map has the last word over the satellite', () => {
  const tapped = withTap(withPosition(makeFinding(''), HERE), [11.6, 49.9]);
  expect([tapped.location_source, tapped.accuracy_m]).toEqual(['tap', null]);
  expect(withoutPlace(tapped).location).toBeNull();
});

test('only questions that make sense are asked', () => {
  const all = stepsFor(makeFinding(''), { hasSubcategories: true, people: 2 });
  expect(all).toHaveLength(9);
  const idea = makeFinding('', { kind: 'idea', question: null });
  const steps = stepsFor(idea, { hasSubcategories: false, people: 0 });
  expect(steps).toEqual(['question', 'groups', 'place', 'photo', 'note', 'review']);
  expect(stepBeside(steps, 'question', 1)).toBe('groups');
  expect(stepBeside(steps, 'question', -1)).toBeNull();
  expect(stepBeside(steps, 'review', 1)).toBeNull();
});

test('"don\'t know" and "rather not say" are answers', () => {
  const input = beginFinding('f', 'w', 'barrier', null, NOW);
  expect(isAnswered(input, 'effect')).toBe(false);
  const said = { ...input, body: { ...input.body, felt_effect: 'rather_not_say' as const } };
  expect(isAnswered(said, 'effect')).toBe(true);
});

test('a finished recording becomes the finding first, then its photographs', () => {
  const input = beginFinding('f', 'w', 'barrier', null, NOW);
  const photograph = { id: 'p', sha256: 'a', size_bytes: 3, taken_at: null, description: 'kerb' };
  const entries = entriesOf({
    ...input,
    body: { ...input.body, note: '  too high ' },
    photographs: [photograph],
  });
  expect(entries.map(({ kind, id }) => [kind, id])).toEqual([
    ['finding', 'f'],
    ['photograph', 'p'],
  ]);
  expect(entries[0]?.body).toMatchObject({ note: 'too high' });
  expect(entries[1]?.body).toMatchObject({ finding_id: 'f', type: 'image/jpeg' });
});
