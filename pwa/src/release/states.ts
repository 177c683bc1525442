import { m } from '../words';
import type { Finding } from './Choosing.svelte';

/** How far a finding is on its way out, in words and with the look of a tag. */
export function stateOf(finding: Finding): { words: string; look: string } {
  switch (finding.release?.state) {
    case 'released':
      return { words: m['release.state_released'](), look: 'done' };
    case 'waiting':
      return { words: m['release.state_waiting'](), look: 'way' };
    default:
      if (!finding.location) return { words: m['release.state_no_place'](), look: 'draft' };
      return { words: m['release.state_here'](), look: '' };
  }
}
