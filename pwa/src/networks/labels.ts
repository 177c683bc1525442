/** Somebody on the disc, in CSS pixels from its middle. */
export interface Standing {
  id: string;
  x: number;
  y: number;
  /** Half the width of the sign that stands for them. */
  half: number;
  /** How wide their name is. */
  width: number;
}

export type Side = 'below' | 'above' | 'right' | 'left';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SIDES = ['below', 'above', 'right', 'left'] as const;
export const LABEL_HEIGHT = 20;
const GAP = 1;

/**
 * On which side of each sign the name has room; whose name has none is left out. First come first.
 * `others` is what else must not be covered.
 */
export function placeLabels(
  people: readonly Standing[],
  reach: number,
  others: readonly Box[] = [],
): Map<string, Side> {
  const taken = [...others, ...people.map(signOf)];
  const found = new Map<string, Side>();
  for (const one of people) {
    for (const side of SIDES) {
      const box = labelBox(one, side);
      if (leaves(box, reach) || taken.some((other) => meet(box, other))) continue;
      found.set(one.id, side);
      taken.push(box);
      break;
    }
  }
  return found;
}

function signOf({ x, y, half }: Standing): Box {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** What a name covers beside a sign. */
export function labelBox({ x, y, half, width }: Standing, side: Side): Box {
  if (side === 'below' || side === 'above') {
    const top = side === 'below' ? y + half + GAP : y - half - GAP - LABEL_HEIGHT;
    return { left: x - width / 2, right: x + width / 2, top, bottom: top + LABEL_HEIGHT };
  }
  const left = side === 'right' ? x + half + GAP : x - half - GAP - width;
  return {
    left,
    right: left + width,
    top: y - LABEL_HEIGHT / 2,
    bottom: y + LABEL_HEIGHT / 2,
  };
}

export function meet(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

function leaves(box: Box, reach: number): boolean {
  return box.left < -reach || box.right > reach || box.top < -reach || box.bottom > reach;
}
