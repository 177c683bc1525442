import { matchRoute, type Match } from './match';
import type { Route } from './routes';

/** The address of this window. */
export class Router {
  #hash = $state(location.hash);

  constructor(readonly routes: readonly Route[]) {
    addEventListener('hashchange', () => (this.#hash = location.hash));
  }

  get match(): Match | null {
    return matchRoute(this.routes, this.#hash);
  }

  get hash(): string {
    return this.#hash;
  }

  /** A value from the part after `?` in the hash. */
  query(name: string): string | null {
    return new URLSearchParams(this.#hash.split('?')[1] ?? '').get(name);
  }

  /** Go to `/walks/…`; `replace` leaves no step in the history. */
  go(path: string, options: { replace?: boolean } = {}): void {
    const hash = `#${path}`;
    if (options.replace) history.replaceState(history.state, '', hash);
    else location.hash = hash;
    this.#hash = hash;
  }
}
