import { describe, expect, it } from 'vitest';
import { type ConsultationRow, memberWords, refusalWords, stateOf } from './wording';

const ROW = {
  state: 'open',
  agreed: true,
  members_have_access: true,
} as ConsultationRow;

describe('the words of a consultation', () => {
  it('name a member by whom they speak for, and oneself as oneself', () => {
    const by = { comes_from: 'funder', number: 2, is_me: false } as const;
    expect(memberWords(by)).toBe('Träger 2');
    expect(memberWords({ ...by, is_me: true })).toBe('Träger 2 (Sie)');
    expect(memberWords(null)).toBe('Früheres Mitglied');
  });

  it('say why nobody has access', () => {
    expect(stateOf(ROW).words).toBe('Läuft');
    expect(stateOf({ ...ROW, members_have_access: false }).words).toBe('Zeit ist um');
    expect(stateOf({ ...ROW, agreed: false }).words).toBe('Einwilligung fehlt');
    expect(stateOf({ ...ROW, state: 'withdrawn', agreed: false }).words).toBe('Widerrufen');
  });

  it('say what is missing before it can be opened', () => {
    const problem = { type: '/problems/not-ready', title: '', status: 422 };
    const said = ['no_members', 'no_material', 'not_confirmed'].map((reason) =>
      refusalWords({ ...problem, reason }),
    );
    expect(new Set(said).size).toBe(3);
    expect(refusalWords({ type: 'about:blank', title: '', status: 500 })).toBeNull();
  });
});
