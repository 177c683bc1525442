import type { Snippet } from 'svelte';

/** A part of a desk screen: beside the others where there is room, else behind a tab. */
export interface Panel {
  id: string;
  label: string;
  width: 'list' | 'work' | 'side';
  body: Snippet;
}

/** The panel after (or before) one, round and round. */
export function neighbour(ids: readonly string[], id: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = id === null ? -1 : ids.indexOf(id);
  const next = at < 0 ? (step === 1 ? 0 : ids.length - 1) : (at + step + ids.length) % ids.length;
  return ids[next] ?? null;
}
