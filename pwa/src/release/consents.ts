import { titleOf, type Purpose } from '../consent/texts';
import type { Problem } from '../api/client';
import { m } from '../words';

const WITHOUT: Readonly<Partial<Record<Purpose, () => string>>> = {
  keep_maps: () => m['release.without_keep_maps'](),
  release_words: () => m['release.without_words'](),
  release_media: () => m['release.without_media'](),
};

/** What a missing consent means for the release, in one sentence. */
export function withoutConsent(purpose: Purpose): string {
  return WITHOUT[purpose]?.() ?? titleOf(purpose);
}

/** What a refusal for want of consent says beside the members of every problem. */
interface NoConsent extends Problem {
  finding_id: string;
  purpose: Purpose;
}

/** Whether a release was refused because somebody does not agree to it. */
export function isNoConsent(problem: Problem): problem is NoConsent {
  return problem.type.endsWith('/no-consent');
}
