import type { PropertyValue, Scalar } from '../../packages/engine/src/model/property-value.ts';
import { DAY_MS, HOUR_MS } from '../../packages/engine/src/model/time.ts';

/** Few names, values and times, so that what is generated meets often. */
export const EVENT_NAMES = ['view', 'limit', 'export'] as const;
export const USERS = ['ann', 'ann', 'bob', 'cat'] as const;
export const DEVICES = ['phone', 'laptop'] as const;
export const ACCOUNTS = ['acme', 'beta'] as const;
export const PROPERTY_NAMES = ['plan', 'plan', 'org.size'] as const;

export const SESSIONS = [1, 2] as const;

export const SCALARS: readonly Scalar[] = [
  'free',
  'free',
  'Free plan',
  '3',
  '',
  'é',
  3,
  3,
  2.5,
  -1,
  true,
  false,
];
export const VALUES: readonly PropertyValue[] = [
  ...SCALARS,
  ['free', 'pro'],
  ['é'],
  [3, 4],
  [2.5, 3],
  [true],
  [],
];

/** Shortly before midnight at a month's end, so that worlds span two partitions. */
const START = Date.UTC(2026, 0, 31, 20);

/** Apart by the very durations that windows have, and by a millisecond more or less. */
export const TIMES: readonly number[] = [
  0,
  1,
  HOUR_MS,
  HOUR_MS + 1,
  2 * HOUR_MS,
  DAY_MS,
  DAY_MS + HOUR_MS,
  2 * DAY_MS,
].map((offset) => START + offset);

/** Zones whose days begin among those times, and one whose clocks change. */
export const TIME_ZONES = ['Europe/Moscow', 'Asia/Dubai', 'America/New_York'] as const;
