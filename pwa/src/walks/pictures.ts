import type { PictogramName } from '../ui';

/** The pictogram of each everyday question. */
export const QUESTION_PICTURES: Readonly<Record<string, PictogramName>> = {
  fit_through: 'width',
  turn_around: 'turn',
  steep: 'slope',
  kerb: 'kerb',
  surface: 'surface',
  obstacle: 'construction',
  ramp: 'ramp',
  entrance: 'door',
  lift: 'lift',
  toilet: 'toilet',
  find_hear_see: 'eye',
  parking: 'parking',
  welcome: 'waving',
  missing: 'missing',
};

/** The pictogram of each felt effect. */
export const EFFECT_PICTURES: Readonly<Record<string, PictogramName>> = {
  works: 'check',
  with_effort: 'biceps',
  only_with_help: 'help-others',
  not_possible: 'no-entry',
  dont_know: 'shrug',
  rather_not_say: 'zipper',
};

/** The pictogram of each group, where there is a plain one. */
export const GROUP_PICTURES: Readonly<Record<string, PictogramName>> = {
  wheelchair: 'wheelchair',
  walking_aid: 'crutch',
  blind: 'white-cane',
  low_vision: 'glasses',
  deaf: 'deaf',
  hard_of_hearing: 'hearing-aid',
  guide_dog: 'guide-dog',
  older: 'older',
  everybody: 'everybody',
};
