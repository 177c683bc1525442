import type { IconName } from './icons';
import type { PictogramName } from './pictograms';

/** What a finding can be. */
export type Kind = 'barrier' | 'good' | 'idea';

/** Shape and signs of each kind; shape first, colour last. */
export const KINDS: Readonly<
  Record<Kind, { shape: string; icon: IconName; pictogram: PictogramName }>
> = {
  barrier: {
    shape:
      '<path d="M16.6 6.9L6.9 16.6L-6.9 16.6L-16.6 6.9L-16.6 -6.9L-6.9 -16.6L6.9 -16.6L16.6 -6.9Z"/>',
    icon: 'barrier',
    pictogram: 'construction',
  },
  good: { shape: '<circle r="17"/>', icon: 'thumb-up', pictogram: 'thumbs-up' },
  idea: {
    shape:
      '<rect x="-14.62" y="-14.62" width="29.24" height="29.24" rx="3.74" transform="rotate(45)"/>',
    icon: 'bulb',
    pictogram: 'light-bulb',
  },
};
