import { describe, expect, it } from 'vitest';
import { valuePlace } from './value-place.ts';

describe('where a value may stand', () => {
  it.each([
    ['users who have plan = ', { of: 'own', property: 'plan' }],
    ['users who have plan in (', { of: 'own', property: 'plan' }],
    ['users who have plan not in ("a", ', { of: 'own', property: 'plan' }],
    ['users who did a where limit is ', { of: 'event', property: 'limit' }],
    ['users who did a where limit is not ', { of: 'event', property: 'limit' }],
    ['users who did a where user.plan = ', { of: 'user', property: 'plan' }],
    ['users who did a where "Plan name" contains ', { of: 'event', property: 'Plan name' }],
    ['users who had plan does not contain ', { of: 'own', property: 'plan' }],
    ['users who did a where x = 1 and have plan = ', { of: 'own', property: 'plan' }],
    ['users who did ', undefined],
    ['users who have plan ', undefined],
    ['users who have plan in ("a" ', undefined],
    ['', undefined],
  ])('%s', (before, expected) => {
    expect(valuePlace(before)).toEqual(expected);
  });
});
