const LONGEST = 130;
/** The size of names, in rem, and what stands around them, in CSS pixels. */
const SIZE = 0.875;
const AROUND = 8;
const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** How wide a name is on the disc, in CSS pixels. */
export function widthOf(name: string): number {
  const found = known.get(name);
  if (found !== undefined) return found;
  const width = Math.min(measure(name) + AROUND, LONGEST);
  known.set(name, width);
  return width;
}

function measure(name: string): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return name.length * 8;
  const style = getComputedStyle(document.documentElement);
  pen.font = `680 ${Number.parseFloat(style.fontSize) * SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(name).width;
}
