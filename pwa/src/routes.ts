import type { Component } from 'svelte';

type Screen = Component<Record<string, never>>;

/** One screen: its hash address, who it is for, and how it is loaded. */
export interface Route {
  /** Segments after `#`; `:name` is filled in and read with `useApp().parameters.name`. */
  pattern: string;
  /** Desk screens use the whole width; phone screens hold one thumb-wide column. */
  frame: 'phone' | 'desk';
  load: () => Promise<{ default: Screen }>;
}

const phone = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'phone', load });
const desk = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'desk', load });

/** Every address of the app. The first pattern that fits wins. */
export const ROUTES: readonly Route[] = [
  phone('/', () => import('./explorations/Home.svelte')),

  // Desk: src/{desk,release,pool,reports}. One line per screen, for example:
  // desk('/explorations', () => import('./release/Explorations.svelte')),
  desk('/desk', () => import('./desk/Desk.svelte')),
];

