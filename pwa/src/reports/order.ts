/** Move one thing of a list to another place; beyond the ends it stays at the end. */
export function moved<T>(things: readonly T[], from: number, to: number): T[] {
  const target = Math.min(Math.max(to, 0), things.length - 1);
  const rest = things.filter((_, at) => at !== from);
  const thing = things[from];
  if (thing === undefined) return [...things];
  return [...rest.slice(0, target), thing, ...rest.slice(target)];
}

/** The things of a pool that a report holds, in its order; what is no longer there is left out. */
export function inOrder<T extends { id: string }>(pool: readonly T[], ids: readonly string[]): T[] {
  const found = new Map(pool.map((thing) => [thing.id, thing]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The number of each finding in a report. */
export function numbersOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, at) => [id, at + 1]));
}
