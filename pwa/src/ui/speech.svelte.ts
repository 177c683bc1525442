import { language } from '../words';

const QUIET = ['button.speak', '.vh'].join(',');

/** The sentences of the screen in reading order: every element marked `data-say`. */
function sentencesOnScreen(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main [data-say]')].filter(
    (element) => !element.matches(QUIET) && element.textContent.trim() !== '',
  );
}

/** Reads the screen aloud, sentence by sentence, and marks the one being read. */
export class Speech {
  /** False where the device has no voice; then no button is shown. */
  readonly available = typeof window !== 'undefined' && 'speechSynthesis' in window;
  #speaking = $state(false);
  #marked: HTMLElement | null = null;

  get speaking(): boolean {
    return this.#speaking;
  }

  /** Read from the top, or stop. */
  toggle(): void {
    if (this.#speaking) {
      this.stop();
      return;
    }
    this.#speaking = true;
    this.#read(sentencesOnScreen());
  }

  stop(): void {
    this.#speaking = false;
    this.#mark(null);
    if (this.available) speechSynthesis.cancel();
  }

  #read(waiting: HTMLElement[]): void {
    const [element, ...rest] = waiting;
    if (!element || !this.#speaking) {
      this.stop();
      return;
    }
    const words = new SpeechSynthesisUtterance(element.dataset['say'] || element.textContent);
    words.lang = language.tag === 'en' ? 'en-GB' : 'de-DE';
    words.rate = language.locale === 'de-simple' ? 0.85 : 0.95;
    words.onstart = () => this.#mark(element);
    words.onend = () => this.#read(rest);
    words.onerror = () => this.stop();
    speechSynthesis.speak(words);
  }

  #mark(element: HTMLElement | null): void {
    this.#marked?.classList.remove('is-read');
    this.#marked = element;
    element?.classList.add('is-read');
    element?.scrollIntoView({ block: 'nearest' });
  }
}
