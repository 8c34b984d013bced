import { expect, it } from 'vitest';
import { type ShownStatus, statusWords } from './status.ts';

const STATUS: ShownStatus = {
  version: '1.0.0',
  project: { name: 'shop', timeZone: 'UTC', accountGroup: 'account' },
  events: 1_234,
  users: 56,
  lastReceived: Date.UTC(2026, 4, 1),
  rejectedLastDay: 0,
  cohorts: { count: 3, notFresh: [{ name: 'stuck', message: 'an error holds it up: no room' }] },
  syncs: [
    {
      id: '0f8fad5b-d9cb-469f-a165-70867728950e',
      cohort: 'users who are stuck at the wall for long',
      destination: 'mail of the whole company',
      health: { state: 'parked', message: `nothing goes to "mail" (credentials): ${'word '.repeat(40)}` },
    },
    { id: 'b', cohort: 'x', destination: 'mail', health: { state: 'healthy', message: 'all there' } },
  ],
  filterColumns: [
    { scope: 'event', property: 'limit', isWhole: true },
    { scope: 'user', property: 'a plan with a name that is long enough to be wrapped', isWhole: false },
  ],
  alerts: [
    {
      kind: 'slack',
      host: 'hooks.slack.com',
      failing: { since: 0, error: `answered 404: ${'x'.repeat(90)}` },
    },
    { kind: 'webhook', host: 'x.com', failing: null },
  ],
};

it('shows what needs a look, in 80 columns', () => {
  const lines = statusWords(STATUS).split('\n');
  expect(lines).toContain('cohorts        3, 1 not up to date');
  expect(lines).toContain('cohort stuck');
  expect(lines).toContain('alerts         2 receivers, 1 failing');
  expect(lines).toContain('alerts to slack fail since 1970-01-01 00:00:00 UTC');
  expect(lines.filter((line) => line.includes('parked'))).toHaveLength(2);
  expect(lines.join(' ')).not.toContain('all there');
  expect(lines.join('').replaceAll(/ +/g, ' ')).toContain(
    'event.limit, user.a plan with a name that is long enough to be wrapped (being filled)',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

it('shows every sync that needs a look, and says how many others it leaves out', () => {
  const [bad, good] = STATUS.syncs as [ShownStatus['syncs'][0], ShownStatus['syncs'][0]];
  const syncs = [...Array.from({ length: 25 }, () => bad), ...Array.from({ length: 5 }, () => good)];
  expect(statusWords({ ...STATUS, syncs })).toContain('and 5 more: see `cusp sync list`');
  const healthy = Array.from({ length: 25 }, () => good);
  expect(statusWords({ ...STATUS, syncs: healthy })).toContain('and 5 more: see `cusp sync list`');
  expect(statusWords({ ...STATUS, syncs: [] })).not.toContain('sync of');
});
