import { describe, expect, it } from 'vitest';
import { inOrder, moved, numbersOf } from './order';

describe('the order of a report', () => {
  it('moves a finding up and down', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });

  it('stays within its ends', () => {
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 9)).toEqual(['a', 'c', 'b']);
  });

  it('changes nothing for a place that is not there', () => {
    expect(moved(['a'], 4, 0)).toEqual(['a']);
  });

  it('leaves out what is no longer in the pool', () => {
    const pool = [{ id: 'a' }, { id: 'b' }];
    expect(inOrder(pool, ['b', 'gone', 'a'])).toEqual([{ id: 'b' }, { id: 'a' }]);
  });

  it('gives the numbers of the map', () => {
    expect(numbersOf(['b', 'a']).get('a')).toBe(2);
  });
});
