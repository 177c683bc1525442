const PATIENCE_MS = 3_000;

/** Photographs that another app has handed over, in memory until somebody says what they belong to. */
export class Incoming {
  files = $state.raw<readonly File[]>([]);

  /** Fetch from the service worker what it was given; it keeps nothing afterwards. */
  async collect(): Promise<void> {
    if (location.hash !== '#/incoming' || !('serviceWorker' in navigator)) return;
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const given = new Promise<readonly File[]>((done) => {
      port1.onmessage = ({ data }: MessageEvent<readonly File[]>) => done(data);
      setTimeout(() => done([]), PATIENCE_MS);
    });
    active?.postMessage({ type: 'TAKE_INCOMING' }, [port2]);
    this.files = await given;
  }

  drop(): void {
    this.files = [];
  }
}
