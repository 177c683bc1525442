import { m } from '../words';
import type { Finding } from './Choosing.svelte';

/** How far a finding is on its way out, in words and with the look of a tag. */
export function stateOf(finding: Finding): { words: string; look: string } {
  switch (finding.release?.state) {
    case 'released':
      return { words: m['release.state_released'](), look: 'done' };
    case 'waiting':
      return { words: m['release.state_waiting'](), look: 'way' };
    case 'refused':
      return { words: m['release.state_refused'](), look: 'draft' };
    default:
      if (finding.missing_consents.includes('keep_maps')) {
        return { words: m['release.state_no_consent'](), look: 'draft' };
      }
      if (!finding.location) return { words: m['release.state_no_place'](), look: 'draft' };
      return { words: m['release.state_here'](), look: '' };
  }
}

/** Whether a finding can still be let go: not on its way out, and its author agrees to keeping it. */
export function canLeave(finding: Finding): boolean {
  const standing = finding.release && finding.release.state !== 'refused';
  return !standing && !finding.missing_consents.includes('keep_maps');
}
