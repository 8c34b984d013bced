import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import type { ReadBack } from '../destinations/audience.ts';
import { checkIsDue } from './check-audience.ts';
import type { Sync } from './sync-records.ts';

const LAG = 5 * MINUTE_MS;
const readBack = { by: 'address', lagMs: LAG } as ReadBack<unknown>;
const drift = {
  checkedAt: 0,
  there: 1,
  extra: 0,
  missingNames: [],
  extraAddresses: [],
  bySize: false,
  failed: null,
};
const NOW = 1_000 * HOUR_MS;
const sync = (more: Partial<Sync>): Sync =>
  ({ audienceId: '1', comparedAt: NOW - HOUR_MS, checkAsked: false, ...more }) as Sync;

it.each<[string, Partial<Sync>, boolean]>([
  ['not before the audience was made', { audienceId: undefined }, false],
  ['not before the first fill is over', { comparedAt: undefined }, false],
  ['not while what was filled may not show yet', { comparedAt: NOW - LAG + 1 }, false],
  ['a while after the first fill', {}, true],
  ['when it is asked for', { checkedAt: NOW - 1, checkAsked: true }, true],
  ['not again on the same day', { checkedAt: NOW - 23 * HOUR_MS }, false],
  ['on the next day', { checkedAt: NOW - 24 * HOUR_MS - 1 }, true],
  [
    'soon again when somebody was missing',
    { checkedAt: NOW - HOUR_MS, drift: { ...drift, missing: 1 } },
    true,
  ],
  ['not at once, though', { checkedAt: NOW - MINUTE_MS, drift: { ...drift, missing: 1 } }, false],
])('looks into an audience: %s', (_, more, expected) => {
  expect(checkIsDue(sync(more), readBack, NOW)).toBe(expected);
  expect(checkIsDue(sync(more), undefined, NOW)).toBe(false);
});
