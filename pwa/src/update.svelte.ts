/** A new version waits until the person takes it; a page with unsaved words is never reloaded. */
export class Update {
  ready = $state(false);
  #waiting: ServiceWorker | null = null;
  #asked = false;
  #registration: ServiceWorkerRegistration | null = null;

  /** Register the service worker and watch for a newer one. */
  async start(): Promise<void> {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload();
    });
    const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null);
    if (!registration) return;
    this.#registration = registration;
    this.#offer(registration.waiting);
    registration.addEventListener('updatefound', () => this.#follow(registration.installing));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
    });
  }

  /** Take the new version now. */
  take(): void {
    this.#asked = true;
    this.#waiting?.postMessage({ type: 'SKIP_WAITING' });
  }

  /** Ask the server for a newer version now; false when this is the newest, or there is no network. */
  async look(): Promise<boolean> {
    const registration = await this.#registration?.update().catch(() => undefined);
    return !!registration && (registration.installing ?? registration.waiting) !== null;
  }

  #follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') this.#offer(worker);
    });
  }

  #offer(worker: ServiceWorker | null): void {
    if (!worker || !navigator.serviceWorker.controller) return;
    this.#waiting = worker;
    this.ready = true;
  }
}
