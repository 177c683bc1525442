/** A place on the screen in pixels. */
export interface Spot {
  x: number;
  y: number;
}

/**
 * Put together what lies closer than `apart` pixels to the first of its group, in the order given.
 * The first one leads, so that a group does not grow along a chain of neighbours.
 */
export function groupClose<T>(
  items: readonly T[],
  spotOf: (item: T) => Spot,
  apart: number,
): [T, ...T[]][] {
  const groups: { lead: Spot; members: [T, ...T[]] }[] = [];
  for (const item of items) {
    const spot = spotOf(item);
    const group = groups.find(({ lead }) => Math.hypot(lead.x - spot.x, lead.y - spot.y) < apart);
    if (group) group.members.push(item);
    else groups.push({ lead: spot, members: [item] });
  }
  return groups.map((group) => group.members);
}
