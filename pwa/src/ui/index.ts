/**
 * Base components, without domain. DESK: `import { Icon, StatePill, … } from '../ui';`
 *
 * Screen parts
 * - PhoneScreen {title, lead?, step?: {now,total}, top?, figure?, children, dock?}  h1 takes the focus; sets the page title
 * - Dock {back?, backLabel?, next?, nextLabel?, waiting?, above?, children?}        back · Vorlesen · next, always in this order
 * - Steps {now, total}            Sentences {text}  (splits for reading aloud)
 * - ReadAloud                     reads every element marked `data-say` inside <main>; absent without a voice
 * - focusHeading                  attachment for an own h1: `<h1 {@attach focusHeading}>`
 * Answers
 * - ChoiceGrid {label, choices: Choice[], value, onchoose, single?}     radiogroup, arrows move, Space chooses
 * - CheckList {label, choices, values, onchange}                       several answers
 * - Staircase {label, steps: Choice[4], value, onchoose}                felt effect
 * - OpenAnswers {value, onchoose}                                       weiß nicht / möchte ich nicht sagen
 * - KindButtons {labels, onchoose}                                      barrier, good, idea
 * - Field {label, value (bindable), hint?, problem?, …input attributes}
 * Signs
 * - Icon {name, size?, stroke?}          names in icons.ts (add a line there; never alone without a label)
 * - Pictogram {name, size?, round?}      names in pictograms.ts, always on its plate
 * - KindMark {kind, size?, chosen?}      octagon, circle, diamond; `markerSvg(kind, chosen)` as text for maps
 * - StatePill {where, label, href?, live?}   where: device offline way done needs
 * - Notice {tone?, icon?, title, text?, live?, actions?}
 * - Logo {size?}
 *
 * Classes in base.css for buttons: `btn`, with `main` (acts), `mini`, `speak`, `wait`, `small`, `wide`; `card`; `vh` (heard only).
 * App-wide things: `useApp()` from '../app.svelte' gives {caller, router, session, look, sync, store, parameter(name)}.
 * Words: `import { m } from '../words'`; desk catalogues are pwa/messages/desk/{de,de-simple,en}.json.
 */
export type { Choice } from './choices';
export { choiceKeys } from './choices';
export { default as CheckList } from './CheckList.svelte';
export { default as ChoiceGrid } from './ChoiceGrid.svelte';
export { default as Dock } from './Dock.svelte';
export { default as Field } from './Field.svelte';
export { focusHeading } from './focus';
export { default as Icon } from './Icon.svelte';
export type { IconName } from './icons';
export { default as KindButtons } from './KindButtons.svelte';
export { default as KindMark } from './KindMark.svelte';
export { type Kind, KINDS } from './kinds';
export { default as Logo } from './Logo.svelte';
export { markerSvg } from './marker';
export { default as Notice } from './Notice.svelte';
export { default as OpenAnswers } from './OpenAnswers.svelte';
export { default as PhoneScreen } from './PhoneScreen.svelte';
export { default as Pictogram } from './Pictogram.svelte';
export type { PictogramName } from './pictograms';
export { default as ReadAloud } from './ReadAloud.svelte';
export { default as Sentences } from './Sentences.svelte';
export { default as Staircase } from './Staircase.svelte';
export { default as StatePill } from './StatePill.svelte';
export { default as Steps } from './Steps.svelte';
export type { Where } from './where';
export { provideStatus } from './status';
