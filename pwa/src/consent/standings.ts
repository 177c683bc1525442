import { formatDate, m } from '../words';
import type { IconName } from '../ui';
import type { Standing } from './answers';

/** How somebody stands to a purpose, in words. */
export function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case 'open':
      return m['consent.open']();
    case 'given':
      return m['consent.given']({ date: formatDate(standing.at) });
    case 'refused':
    case 'withdrawn':
      return m['consent.refused']({ date: formatDate(standing.at) });
    case 'ran_out':
      return m['consent.ran_out']();
    case 'text_changed':
      return m['consent.text_changed']();
    case 'ended':
      return m['consent.ended']();
    default:
      return standing satisfies never;
  }
}

/** Its sign: yes and no differ in shape, everything undecided is a clock. */
export function standingIcon(standing: Standing): IconName {
  switch (standing.kind) {
    case 'given':
      return 'check';
    case 'refused':
    case 'withdrawn':
    case 'ended':
      return 'cross';
    default:
      return 'clock';
  }
}
