import { describe, expect, it } from 'vitest';
import { initialsOf } from './places';

describe('the initials in the bar', () => {
  it('come from the first and the last name', () => {
    expect(initialsOf('Ines Maria Kessler')).toBe('IK');
  });

  it('are one letter for one name', () => {
    expect(initialsOf('  Ines ')).toBe('I');
  });

  it('are nothing for nobody', () => {
    expect(initialsOf('')).toBe('');
  });
});
