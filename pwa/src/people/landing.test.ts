import { expect, test } from 'vitest';
import { pageAskedFor } from './landing';

test('a report somebody was sent is opened after signing in', () => {
  const then = encodeURIComponent('/reports/01a2-b3/report.pdf');
  expect(pageAskedFor(`?then=${then}`)).toBe('/reports/01a2-b3/report.pdf');
});

test.each([
  '',
  '?then=',
  '?then=//elsewhere.example',
  '?then=https://elsewhere.example/reports/1',
  '?then=/reports/../elsewhere',
  '?then=javascript:alert(1)',
])('nothing else is opened: %s', (search) => {
  expect(pageAskedFor(search)).toBeNull();
});
