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
