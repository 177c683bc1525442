import { REACH } from './looking.svelte';

/** Units of the drawing from the middle to the edge of the outer ring, and to the edge of all. */
export const SCALE = 150;
export const HALF = SCALE * REACH;
