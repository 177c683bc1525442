import type { Point } from './layout';

/** How far the disc reaches from its middle, with what stands outside of the rings. */
export const REACH = 1.2;
export const CLOSEST = 6;
const STEP = 1.5;

/** Which part of a disc is looked at, and how near. Nothing on the map changes by looking. */
export class Looking {
  zoom = $state(1);
  middle = $state.raw<Point>({ x: 0, y: 0 });

  get isWhole(): boolean {
    return this.zoom === 1;
  }

  nearer(): void {
    this.to(this.zoom * STEP);
  }

  farther(): void {
    this.to(this.zoom / STEP);
  }

  whole(): void {
    this.zoom = 1;
    this.middle = { x: 0, y: 0 };
  }

  /** Go nearer or farther; the point `around` stays where it is on the screen. */
  to(zoom: number, around: Point = this.middle): void {
    const before = this.zoom;
    this.zoom = Math.min(Math.max(zoom, 1), CLOSEST);
    const share = before / this.zoom;
    this.#look({
      x: around.x - (around.x - this.middle.x) * share,
      y: around.y - (around.y - this.middle.y) * share,
    });
  }

  /** Move what is looked at by a part of the disc's width on the screen. */
  shift(dx: number, dy: number): void {
    const part = (2 * REACH) / this.zoom;
    this.#look({ x: this.middle.x - dx * part, y: this.middle.y - dy * part });
  }

  /** Look so near at some points that they fill the screen. */
  fill(points: readonly Point[], apart: number): void {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const wide = Math.max(...xs) - Math.min(...xs);
    const high = Math.max(...ys) - Math.min(...ys);
    // The nearest two of them need room for a thumb each.
    const zoom = Math.max((1.6 * REACH) / Math.max(wide, high, 0.3), apart > 0 ? 0.34 / apart : 1);
    this.zoom = Math.min(Math.max(zoom, STEP), CLOSEST);
    this.#look({ x: Math.min(...xs) + wide / 2, y: Math.min(...ys) + high / 2 });
  }

  /** Bring a point into sight, if it is not. */
  show({ x, y }: Point): void {
    const half = (REACH / this.zoom) * 0.85;
    const far = Math.max(Math.abs(x - this.middle.x), Math.abs(y - this.middle.y));
    if (far > half) this.#look({ x, y });
  }

  #look({ x, y }: Point): void {
    const far = REACH * (1 - 1 / this.zoom);
    const within = (value: number) => Math.min(Math.max(value, -far), far);
    this.middle = { x: within(x), y: within(y) };
  }
}
