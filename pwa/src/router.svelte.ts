import type { Route } from './routes';

/** A route with the values of its `:parameters`. */
export interface Match {
  route: Route;
  parameters: Readonly<Record<string, string>>;
}

function valuesOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) values[segment.slice(1)] = decodeURIComponent(value);
    else if (segment !== value) return null;
  }
  return values;
}

/** Find the route of a hash address such as `#/walks/7?view=list`. */
export function matchRoute(routes: readonly Route[], hash: string): Match | null {
  const path = hash.replace(/^#/, '').split('?')[0] || '/';
  for (const route of routes) {
    const parameters = valuesOf(route.pattern, path);
    if (parameters) return { route, parameters };
  }
  return null;
}

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
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once and thrown away
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
