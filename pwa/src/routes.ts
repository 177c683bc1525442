import type { Component } from 'svelte';

type Screen = Component<Record<string, never>>;

/** One screen: its hash address, who it is for, and how it is loaded. */
export interface Route {
  /** Segments after `#`; `:name` is filled in and read with `useApp().parameter('name')`. */
  pattern: string;
  /** Phone screens need the field side's store; desk screens use the whole width; both serve everybody. */
  frame: 'phone' | 'desk' | 'both';
  load: () => Promise<{ default: Screen }>;
  /** Also without anybody signed in. */
  open?: true;
  /** Also for those whose role asks for a second factor that they have not shown. */
  beforeSecondFactor?: true;
}

const phone = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'phone', load });
const desk = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'desk', load });

const both = (pattern: string, load: Route['load']): Route => ({ pattern, frame: 'both', load });

const open = (pattern: string, load: Route['load']): Route => ({
  ...both(pattern, load),
  open: true,
  beforeSecondFactor: true,
});
const early = (pattern: string, load: Route['load']): Route => ({
  ...both(pattern, load),
  beforeSecondFactor: true,
});

/** Every address of the app. The first pattern that fits wins. */
export const ROUTES: readonly Route[] = [
  phone('/', () => import('./explorations/Home.svelte')),
  phone('/start', () => import('./explorations/StartExploration.svelte')),
  phone('/walks/:walk', () => import('./walks/OnWalk.svelte')),
  phone('/walks/:walk/end', () => import('./walks/EndWalk.svelte')),
  phone('/walks/:walk/record/:finding', () => import('./walks/RecordFinding.svelte')),
  phone('/walks/:walk/findings/:finding', () => import('./walks/FindingDetail.svelte')),
  phone('/networks', () => import('./networks/Whose.svelte')),
  phone('/networks/of/:person', () => import('./networks/Maps.svelte')),
  phone('/networks/of/:person/import', () => import('./networks/Import.svelte')),
  phone('/networks/of/:person/compare', () => import('./networks/Compare.svelte')),
  phone('/networks/:map', () => import('./networks/EditMap.svelte')),
  phone('/answers', () => import('./consent/AskWhom.svelte')),
  phone('/answers/:person', () => import('./consent/MyAnswers.svelte')),
  phone('/answers/:person/published', () => import('./consent/Published.svelte')),
  phone('/answers/:person/:purpose', () => import('./consent/AskPurpose.svelte')),
  phone('/information', () => import('./consent/Information.svelte')),
  phone('/incoming', () => import('./walks/Incoming.svelte')),
  phone('/things', () => import('./sync/Things.svelte')),
  phone('/versions/:revision', () => import('./versions/Decide.svelte')),
  phone('/history/:kind/:record', () => import('./versions/History.svelte')),
  phone('/deleted', () => import('./versions/Deletions.svelte')),
  phone('/participants', () => import('./people/Participants.svelte')),
  phone('/participants/new', () => import('./people/TakeIn.svelte')),
  phone('/participants/:participant', () => import('./people/ParticipantCard.svelte')),
  phone('/participants/:participant/change', () => import('./people/ChangeParticipant.svelte')),
  phone('/participants/:participant/support', () => import('./people/HandOver.svelte')),
  phone('/participants/:participant/stored', () => import('./rights/Stored.svelte')),
  phone('/participants/:participant/sheet', () => import('./cases/PlanSheet.svelte')),
  phone('/participants/:participant/own-sheet', () => import('./cases/OwnSheet.svelte')),
  phone('/participants/:participant/erase', () => import('./rights/Erase.svelte')),
  phone('/participants/:participant/devices', () => import('./devices/Devices.svelte')),
  open('/pair', () => import('./devices/Pair.svelte')),
  open('/pair/:code', () => import('./devices/Pair.svelte')),
  open('/new-pin', () => import('./devices/NewPin.svelte')),
  open('/new-pin/:code', () => import('./devices/NewPin.svelte')),
  open('/here', () => import('./devices/PeopleHere.svelte')),
  open('/invitation', () => import('./people/Invitation.svelte')),
  open('/invitation/:code', () => import('./people/Invitation.svelte')),
  open('/openid/:outcome', () => import('./people/OpenidReturn.svelte')),
  open('/new-password', () => import('./people/NewPassword.svelte')),
  open('/new-password/:code', () => import('./people/NewPassword.svelte')),
  early('/account', () => import('./people/Account.svelte')),
  early('/role', () => import('./people/ChooseRole.svelte')),
  both('/settings', () => import('./settings/Settings.svelte')),
  both('/credits', () => import('./settings/Credits.svelte')),

  desk('/explorations', () => import('./release/Explorations.svelte')),
  desk('/explorations/:exploration', () => import('./release/Exploration.svelte')),
  desk('/consultations', () => import('./cases/Consultations.svelte')),
  desk('/consultations/:consultation', () => import('./cases/Consultation.svelte')),
  desk('/cases', () => import('./cases/Cases.svelte')),
  desk('/cases/:case', () => import('./cases/CaseView.svelte')),
  desk('/pool', () => import('./pool/PoolMap.svelte')),
  desk('/reports', () => import('./reports/Reports.svelte')),
  desk('/reports/:report', () => import('./reports/ReportEditor.svelte')),
  desk('/organisations', () => import('./people/Organisations.svelte')),
  desk('/members', () => import('./people/Members.svelte')),
  desk('/information/change', () => import('./consent/FillIn.svelte')),
  desk('/desk', () => import('./desk/Desk.svelte')),
];
