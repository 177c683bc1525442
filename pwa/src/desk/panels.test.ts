import { describe, expect, it } from 'vitest';
import { neighbour } from './panels';

describe('F6 between panels', () => {
  const ids = ['list', 'map', 'details'];

  it('goes on and begins again after the last', () => {
    expect(neighbour(ids, 'list', 1)).toBe('map');
    expect(neighbour(ids, 'details', 1)).toBe('list');
  });

  it('goes back with shift', () => {
    expect(neighbour(ids, 'list', -1)).toBe('details');
  });

  it('enters at the near end from outside', () => {
    expect(neighbour(ids, null, 1)).toBe('list');
    expect(neighbour(ids, null, -1)).toBe('details');
  });
});
