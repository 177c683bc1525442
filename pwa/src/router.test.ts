import { expect, test } from 'vitest';
import { matchRoute } from './match';
import type { Route } from './routes';

const load: Route['load'] = () => Promise.reject(new Error('not loaded in this test'));
const routes: Route[] = ['/', '/walks/:walk', '/walks/:walk/end'].map((pattern) => ({
  pattern,
  frame: 'phone',
  load,
}));

test.each([
  ['', '/', {}],
  ['#/', '/', {}],
  ['#/walks/7?view=list', '/walks/:walk', { walk: '7' }],
  ['#/walks/a%20b/end', '/walks/:walk/end', { walk: 'a b' }],
])('%j leads to %s', (hash, pattern, parameters) => {
  const match = matchRoute(routes, hash);
  expect(match?.route.pattern).toBe(pattern);
  expect(match?.parameters).toEqual(parameters);
});

test('an unknown address leads nowhere', () => {
  expect(matchRoute(routes, '#/nowhere')).toBeNull();
});
