import { language, type Locale } from './words';

export type Theme = 'system' | 'light' | 'dark';
export type TextSize = 'normal' | 'large' | 'larger';

interface Chosen {
  locale: Locale;
  theme: Theme;
  textSize: TextSize;
  /** More contrast, for bright sun. */
  sun: boolean;
}

const KEY = 'gegenstrom.look';
const USUAL: Chosen = { locale: 'de', theme: 'system', textSize: 'normal', sun: false };

function readChosen(): Chosen {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Chosen>;
    return { ...USUAL, ...kept };
  } catch {
    return USUAL;
  }
}

/** Language, theme, contrast and text size of this device. `assets/look.js` applies them before the first paint. */
export class Look {
  #chosen = $state<Chosen>(readChosen());

  constructor() {
    this.#apply();
  }

  get chosen(): Readonly<Chosen> {
    return this.#chosen;
  }

  choose(change: Partial<Chosen>): void {
    this.#chosen = { ...this.#chosen, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#chosen));
    } catch {
      // A browser without storage keeps the choice until the window closes.
    }
    this.#apply();
  }

  #apply(): void {
    const { locale, theme, textSize, sun } = this.#chosen;
    const { dataset } = document.documentElement;
    language.choose(locale);
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
    if (sun) dataset['contrast'] = 'more';
    else delete dataset['contrast'];
    dataset['text'] = textSize;
  }
}
