const NAME = 'gegenstrom-lock';

interface Told {
  /** The account whose key every tab forgets. */
  locked?: string;
  /** Somebody is there, in another tab. */
  awake?: true;
}

/** What the tabs of one browser tell each other: a key is held by each for itself. */
export class Tabs {
  readonly #channel = new BroadcastChannel(NAME);
  #onAwake: () => void = () => undefined;

  constructor(onLocked: (accountId: string) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.locked) onLocked(data.locked);
      if (data.awake) this.#onAwake();
    };
  }

  tellLocked(accountId: string): void {
    this.#channel.postMessage({ locked: accountId } satisfies Told);
  }

  /** Whoever works in one tab keeps the others open. */
  tellAwake(): void {
    this.#channel.postMessage({ awake: true } satisfies Told);
  }

  onAwake(react: () => void): void {
    this.#onAwake = react;
  }
}
