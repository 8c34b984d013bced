import { describe, expect, it } from 'vitest';
import { readProfileSearch, readUsersSearch } from './search.ts';

describe('the addresses of users', () => {
  it('takes what was typed, numbers too, and nothing of another shape', () => {
    expect(readUsersSearch({ text: 42, unit: 'account', property: 'plan', other: 1 })).toEqual({
      text: '42',
      unit: 'account',
      property: 'plan',
    });
    expect(readUsersSearch({ text: ['a'], unit: 'users', property: '' })).toEqual({});
  });

  it('shows all kinds unless some are named', () => {
    expect(readProfileSearch({ show: ['cohort', 'nonsense'], event: 'login' })).toEqual({
      show: ['cohort'],
      event: 'login',
    });
    expect(readProfileSearch({ show: ['event', 'session', 'property', 'cohort', 'touch'] })).toEqual({});
  });
});
