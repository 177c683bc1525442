/** What Chromium hands out when the app may be put on the home screen. */
interface InstallOffer extends Event {
  prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** Putting the app on the home screen, where the browser lets us offer it. */
export class Install {
  /** Whether it can be offered now. */
  possible = $state(false);
  readonly done = matchMedia('(display-mode: standalone)').matches;
  #offer: InstallOffer | null = null;

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      // Offered in the settings, not over somebody's work.
      event.preventDefault();
      this.#offer = event as InstallOffer;
      this.possible = true;
    });
    addEventListener('appinstalled', () => (this.possible = false));
  }

  async ask(): Promise<void> {
    await this.#offer?.prompt();
    this.possible = false;
  }
}
