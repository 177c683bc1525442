import type { Component } from 'svelte';

type Screen = Component<Record<string, never>>;

/** One screen: its hash address, who it is for, and how it is loaded. */
export interface Route {
  /** Segments after `#`; `:name` is filled in and read with `useApp().parameter('name')`. */
  pattern: string;
  /** Phone screens need the field side's store; desk screens use the whole width; both serve everybody. */
  frame: 'phone' | 'desk' | 'both';
  load: () => Promise<{ default: Screen }>;
}

const phone = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'phone', load });
const desk = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'desk', load });

const both = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'both', load });

/** Every address of the app. The first pattern that fits wins. */
export const ROUTES: readonly Route[] = [
  phone('/', () => import('./explorations/Home.svelte')),
  phone('/start', () => import('./explorations/StartExploration.svelte')),
  phone('/walks/:walk', () => import('./walks/OnWalk.svelte')),
  phone('/walks/:walk/end', () => import('./walks/EndWalk.svelte')),
  phone('/walks/:walk/record/:finding', () => import('./walks/RecordFinding.svelte')),
  phone('/walks/:walk/findings/:finding', () => import('./walks/FindingDetail.svelte')),
  phone('/answers', () => import('./consent/AskWhom.svelte')),
  phone('/answers/:person', () => import('./consent/MyAnswers.svelte')),
  phone('/answers/:person/published', () => import('./consent/Published.svelte')),
  phone('/answers/:person/:purpose', () => import('./consent/AskPurpose.svelte')),
  phone('/things', () => import('./sync/Things.svelte')),
  phone('/participants', () => import('./people/Participants.svelte')),
  phone('/participants/new', () => import('./people/TakeIn.svelte')),
  phone('/participants/:participant', () => import('./people/ParticipantCard.svelte')),
  phone('/participants/:participant/change', () => import('./people/ChangeParticipant.svelte')),
  phone('/participants/:participant/support', () => import('./people/HandOver.svelte')),
  phone('/participants/:participant/stored', () => import('./rights/Stored.svelte')),
  phone('/participants/:participant/erase', () => import('./rights/Erase.svelte')),
  both('/role', () => import('./people/ChooseRole.svelte')),
  both('/settings', () => import('./settings/Settings.svelte')),
  both('/credits', () => import('./settings/Credits.svelte')),

  desk('/explorations', () => import('./release/Explorations.svelte')),
  desk('/explorations/:exploration', () => import('./release/Exploration.svelte')),
  desk('/pool', () => import('./pool/PoolMap.svelte')),
  desk('/reports', () => import('./reports/Reports.svelte')),
  desk('/reports/:report', () => import('./reports/ReportEditor.svelte')),
  desk('/desk', () => import('./desk/Desk.svelte')),
];
