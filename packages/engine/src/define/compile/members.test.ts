import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { StoredEvent } from '../../model/event.ts';
import { userKey } from '../../model/key.ts';
import { DAY_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { sql } from '../../store/sql/fragment.ts';
import type { ClauseNode, CohortDefinition, Condition } from '../language/ast.ts';
import { isMember, membersOf } from '../reference/evaluate.ts';
import { histories } from '../reference/histories.ts';
import { knownUnitsSql } from './known-units.ts';
import { membersSql } from './members.ts';

const T = Date.UTC(2026, 0, 20);
const PROJECT = 'members';

function did(name: string, op: 'at-least' | 'less-than' | 'exactly', count: number): ClauseNode {
  return {
    kind: 'event-count',
    event: { names: [name], filters: [] },
    op,
    count,
    window: { kind: 'last', duration: { amount: 14, unit: 'day' } },
  };
}

const free: ClauseNode = { kind: 'property', property: 'plan', comparison: { op: 'is', values: ['free'] } };
const notFree: ClauseNode = {
  kind: 'property',
  property: 'plan',
  comparison: { op: 'is-not', values: ['free'] },
};
const paywall = did('paywall', 'at-least', 2);
const noExport = did('export', 'exactly', 0);

function event(by: string, name: string, daysAgo: number, extra: Partial<StoredEvent> = {}): StoredEvent {
  return storedEvent({ project: PROJECT, by, name, time: T - daysAgo * DAY_MS, ...extra });
}

const events = [
  event('ann', 'paywall', 13.9, { userUpdates: { plan: 'free' } }),
  event('ann', 'paywall', 1),
  event('bob', 'paywall', 14),
  event('bob', 'paywall', 2),
  event('cat', 'paywall', 3),
  event('cat', 'paywall', 3),
  event('cat', 'export', 1),

  event('dan', '$identify', 5, { userUpdates: { plan: 'pro' } }),
  event('eve', 'paywall', -1),
];

/** The definition's clauses, and who is a member at T by hand. */
const cases: readonly (readonly [string, Condition, readonly string[]])[] = [
  ['the window leaves out its first instant', paywall, ['ann', 'cat']],
  ['exactly 0 holds of every known user who did not', noExport, ['ann', 'bob', 'dan']],
  ['fewer than 1 is the same', did('export', 'less-than', 1), ['ann', 'bob', 'dan']],
  ['not has known users as its base', { kind: 'not', condition: paywall }, ['bob', 'dan']],
  ['a missing value is not "free"', notFree, ['bob', 'cat', 'dan']],
  ['all', { kind: 'all', conditions: [paywall, free] }, ['ann']],
  ['all, two of them negative', { kind: 'all', conditions: [noExport, notFree] }, ['bob', 'dan']],
  ['any, one of them negative', { kind: 'any', conditions: [free, noExport] }, ['ann', 'bob', 'dan']],
  ['any', { kind: 'any', conditions: [free, did('export', 'at-least', 1)] }, ['ann', 'cat']],
  ['in cohort', { kind: 'not', condition: { kind: 'in-cohort', cohort: 'stuck' } }, ['bob', 'dan']],
  ['first seen', { kind: 'first-seen', window: { kind: 'since', from: T - 5 * DAY_MS } }, ['cat', 'dan']],
];

const cohorts = {
  definition: (name: string): CohortDefinition | undefined =>
    name === 'stuck' ? { unit: 'user', where: paywall } : undefined,
};

describe('members', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(events));
  });
  afterAll(() => temporary.dispose());

  it.each(cases)('%s', async (_, where, names) => {
    const definition: CohortDefinition = { unit: 'user', where };
    const keys = names.map(userKey).sort();
    expect([...membersOf(definition, histories(events, 'user'), T, cohorts)].sort()).toEqual(keys);
    expect(await members(definition)).toEqual(keys);
  });

  it('knows nobody before their first row', async () => {
    const eve = histories(events, 'user').get(userKey('eve'));
    const everyone: CohortDefinition = { unit: 'user', where: did('export', 'less-than', 1) };
    expect(eve && isMember(everyone, eve, T + DAY_MS - 1, cohorts, [eve])).toBe(false);
    expect(eve && isMember(everyone, eve, T + DAY_MS, cohorts, [eve])).toBe(true);
    const overlay = await loadIdentityOverlay(temporary.store, PROJECT);
    const known = knownUnitsSql({ project: PROJECT, unit: 'user', overlay, asOf: T });
    expect((await temporary.store.query(sql`SELECT unit FROM (${known})`)).length).toBe(4);
  });

  async function members(definition: CohortDefinition): Promise<string[]> {
    const overlay = await loadIdentityOverlay(temporary.store, PROJECT);
    const select = membersSql(definition, { project: PROJECT, overlay, asOf: T, cohorts });
    const rows = await temporary.store.query<{ unit: string }>(select);
    return rows.map((row) => row.unit).sort();
  }
});
