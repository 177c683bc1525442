import { overwriteGetLocale } from './catalogue/runtime.js';

/** German, plain German (Leichte Sprache), English. */
export type Locale = 'de' | 'de-simple' | 'en';

/** The language of the screen; every message read in a template follows it at once. */
class Language {
  #locale = $state<Locale>('de');

  get locale(): Locale {
    return this.#locale;
  }

  /** What `<html lang>` and Intl understand. */
  get tag(): string {
    return this.#locale === 'en' ? 'en' : 'de';
  }

  choose(locale: Locale): void {
    this.#locale = locale;
    if (typeof document === 'undefined') return;
    document.documentElement.lang = locale === 'de-simple' ? 'de-DE-x-simple' : this.tag;
  }
}

/** The one language of this window: words are global by nature. */
export const language = new Language();

overwriteGetLocale(() => language.locale);
