/**
 * Words for the screen. `m['action.next']()` gives the word in the chosen language and changes with it.
 * Catalogues: pwa/messages/{de,de-simple,en}.json (phone) and pwa/messages/desk/ (desk).
 * A key missing in plain German falls back to German.
 */
import { m } from './catalogue/messages.js';

export { m };
export { language, type Locale } from './language.svelte';
export { counted, formatDate, formatDay, formatNumber, formatTime } from './format';
