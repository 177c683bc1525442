import { describe, expect, it } from 'vitest';
import { explain, slugOf } from './explain';

const problem = (slug: string, more = {}) => ({
  type: `/problems/${slug}`,
  title: 'A title',
  status: 403,
  ...more,
});

describe('what went wrong with an account', () => {
  it('is told by the kind of problem, not by its number', () => {
    expect(slugOf(problem('name-taken'))).toBe('name-taken');
    expect(explain(problem('name-taken')).words).toBe('Diesen Benutzernamen gibt es schon.');
    expect(explain(problem('second-factor-refused')).words).toContain('Code');
  });

  it('says how long to wait, rounded up to minutes', () => {
    expect(explain(problem('too-many-attempts', { retry_after_s: 61 })).next).toContain('2 Min');
  });

  it('tells a short password from a guessable one', () => {
    const short = explain(problem('weak-password', { reason: 'short' })).words;
    expect(explain(problem('weak-password', { reason: 'name' })).words).not.toBe(short);
  });

  it('blames the server for what it does not know', () => {
    expect(explain(problem('something-new')).words).toBe(explain(problem('other')).words);
  });
});
