import type { FindingInput } from '../walks/findings';
import type { Kept } from '../store/records';
import type { Store } from '../store/store';

/** A walk with the exploration it belongs to. */
export interface WalkOverview {
  walk: Kept<'walk'>;
  exploration: Kept<'exploration'>;
  findings: number;
}

/** All walks on this device, the latest first. */
export async function listWalks(store: Store): Promise<WalkOverview[]> {
  const walks = await store.list('walk');
  const found: WalkOverview[] = [];
  for (const walk of walks) {
    const exploration = await store.get('exploration', walk.body.exploration_id);
    if (!exploration) continue;
    const findings = (await store.list('finding', walk.id)).length;
    found.push({ walk, exploration, findings });
  }
  return found.sort((a, b) => b.walk.body.started_at.localeCompare(a.walk.body.started_at));
}

/** Findings begun and not finished, wherever the app was closed. */
export async function unfinishedFindings(store: Store): Promise<FindingInput[]> {
  const drafts = await store.drafts('finding');
  return drafts
    .toSorted((a, b) => b.changed_at.localeCompare(a.changed_at))
    .map(({ input }) => input as FindingInput);
}
