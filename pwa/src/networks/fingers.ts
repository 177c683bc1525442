import type { Looking } from './looking.svelte';
import type { Point } from './layout';

/** How far a finger may slip before a tap becomes a drag, in CSS pixels. */
export const SLIP = 8;

interface Finger {
  x: number;
  y: number;
}

/** Fingers on a disc: one moves what is seen of it, two go nearer or farther. */
export class Fingers {
  readonly #down = new Map<number, Finger>();
  #began: { zoom: number; apart: number } | null = null;
  #moved = 0;

  constructor(
    readonly looking: Looking,
    /** Where a place of the screen is on the map. */
    readonly pointOf: (finger: Finger) => Point,
    readonly width: () => number,
  ) {}

  /** Two fingers: nobody is being dragged. */
  get isPinch(): boolean {
    return this.#down.size > 1;
  }

  /** What follows is no tap. */
  get hasMoved(): boolean {
    return this.#moved > SLIP;
  }

  press({ pointerId, clientX: x, clientY: y }: PointerEvent): void {
    if (this.#down.size === 0) this.#moved = 0;
    this.#down.set(pointerId, { x, y });
    const [one, other] = this.#down.values();
    this.#began =
      one && other ? { zoom: this.looking.zoom, apart: Math.max(apart(one, other), 1) } : null;
  }

  /** Move what is seen; `pans` is whether one finger does. */
  move({ pointerId, clientX: x, clientY: y }: PointerEvent, pans: boolean): void {
    const before = this.#down.get(pointerId);
    if (!before) return;
    this.#down.set(pointerId, { x, y });
    const fingers = this.#down.size;
    if (fingers === 1 && !pans) return;
    this.#moved += Math.hypot(x - before.x, y - before.y);
    if (!this.hasMoved) return;
    const share = 1 / fingers / this.width();
    this.looking.shift((x - before.x) * share, (y - before.y) * share);
    const [one, other] = this.#down.values();
    if (!this.#began || !one || !other) return;
    const middle = this.pointOf({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    this.looking.to((this.#began.zoom * apart(one, other)) / this.#began.apart, middle);
  }

  lift({ pointerId }: PointerEvent): void {
    this.#down.delete(pointerId);
    this.#began = null;
  }
}

function apart(one: Finger, other: Finger): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Keep the browser from zooming the page with two fingers; a touchpad's are told as a wheel. */
export function ownPinch(
  zoom: (share: number, at: Finger) => void,
): (node: HTMLElement) => () => void {
  const two = (event: TouchEvent) => {
    if (event.touches.length > 1) event.preventDefault();
  };
  const wheel = (event: WheelEvent) => {
    // The wheel alone scrolls the page.
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 150), { x: event.clientX, y: event.clientY });
  };
  return (node) => {
    const active = { passive: false };
    node.addEventListener('touchstart', two, active);
    node.addEventListener('touchmove', two, active);
    node.addEventListener('wheel', wheel, active);
    return () => {
      node.removeEventListener('touchstart', two);
      node.removeEventListener('touchmove', two);
      node.removeEventListener('wheel', wheel);
    };
  };
}
