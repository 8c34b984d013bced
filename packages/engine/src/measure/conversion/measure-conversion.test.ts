import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { smallWorlds, WORLD_START, worldName } from '../../../../../test/support/small-world.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { histories, ownerOf } from '../../define/reference/histories.ts';
import type { StoredEvent } from '../../model/event.ts';
import { deviceKey, userKey } from '../../model/key.ts';
import { DAY_MS, MINUTE_MS } from '../../model/time.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { loadIdentityOverlay } from '../../store/clickhouse/timeline.ts';
import { measureConversion } from './measure-conversion.ts';
import { conversionReference } from './reference.ts';
import type { ConversionQuery } from './to-sql.ts';
import type { Told } from './told.ts';

const SEED = 20260401;
const WORLDS = 80;
const NO_COHORTS = { definition: () => undefined };
const COMPARABLE: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: { names: ['a'], filters: [] },
    op: 'at-least',
    count: 1,
    window: { kind: 'last', duration: { amount: 3, unit: 'hour' } },
  },
};

describe('conversion of those who were told', () => {
  let temporary: TemporaryStore;
  const worlds = smallWorlds(WORLDS, SEED);
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(worlds.flat()));
  });
  afterAll(() => temporary.dispose());

  async function measure(project: string, query: ConversionQuery, now: number) {
    const overlay = await loadIdentityOverlay(temporary.store, project);
    const of = { id: project, name: project, timeZone: 'UTC', accountGroup: 'account' };
    return measureConversion(query, {
      store: temporary.store,
      project: of,
      overlay,
      cohorts: NO_COHORTS,
      now,
    });
  }

  it(`counts as the plain reading does in ${WORLDS} worlds (seed ${SEED})`, async () => {
    let converted = 0;
    for (const [i, world] of worlds.entries()) {
      const rows = new Set(world.map((event) => event.user));
      const seen = (...keys: string[]): string[] => keys.filter((key) => rows.has(key));
      const run = (number: number, minutes: number, keys: readonly string[], apart = 0): Told => {
        const asOf = WORLD_START + minutes * MINUTE_MS;
        return {
          run: number,
          asOf,
          units: keys.map((key, n) => ({ key, at: asOf + n * apart * MINUTE_MS })),
        };
      };
      const query: ConversionQuery = {
        unit: 'user',
        goal: { names: ['c', 'd'], filters: [] },
        horizonMs: 400 * MINUTE_MS,
        comparable: i % 2 === 0 ? COMPARABLE : undefined,
        told: [
          run(1, 100, seen(userKey('ann'), deviceKey('phone'), userKey('cat')), i % 2 === 0 ? 90 : 0),
          // As a sync tells: one after another, each from their own instant on.
          run(2, 200, seen(userKey('bob'), userKey('cat')), i % 4 < 2 ? 37 : 0),
        ],
        earlier: i % 3 === 0 ? seen(deviceKey('tablet')) : [],
      };
      const found = await measure(worldName(i), query, WORLD_START + DAY_MS);
      const plain = conversionReference(query, histories(world, 'user'), NO_COHORTS, ownerOf(world));
      expect(
        found.runs.map((run) => ({
          told: run.told.of,
          toldConverted: run.told.count,
          others: run.others.of,
          othersConverted: run.others.count,
        })),
        `world ${i}`,
      ).toEqual(plain);
      converted += found.runs.reduce((sum, run) => sum + run.told.count + run.others.count, 0);
    }
    expect(converted).toBeGreaterThan(10);
  });

  it('looks at each from their own instant on, and at nobody who was told before', async () => {
    const T = Date.UTC(2026, 2, 1);
    const project = 'one-by-one';
    const at = (by: string, name: string, day: number): StoredEvent =>
      storedEvent({ project, by, name, time: T + day * DAY_MS });
    const people = Array.from({ length: 9 }, (_, i) => `user-${i}`);
    const events = people.map((by) => at(by, 'view', -1));
    // Before being told, within the horizon, just at its end, after it; and of those who were not told here.
    for (const [i, day] of [2, 5, 10, 14, 1, 1, 1].entries()) events.push(at(`user-${i}`, 'upgraded', day));
    await temporary.store.insert('events', eventRows(events));
    const days = [3, 4, 0, 3];
    const units = days.map((day, i) => ({ key: userKey(`user-${i}`), at: T + day * DAY_MS }));
    const found = await measure(
      project,
      {
        ...{ unit: 'user', goal: { names: ['upgraded'], filters: [] }, horizonMs: 10 * DAY_MS },
        comparable: undefined,
        earlier: [userKey('user-4')],
        told: [{ run: 1, asOf: T, units }],
      },
      T + 13 * DAY_MS,
    );
    expect(found.runs).toMatchObject([
      {
        told: { count: 2, of: 3 },
        others: { count: 2, of: 4 },
        medianMs: 5.5 * DAY_MS,
        mature: false,
        until: T + 4 * DAY_MS,
      },
    ]);
  });

  it('pools mature runs only, and says what it found in a sentence', async () => {
    const T = Date.UTC(2026, 2, 1);
    const project = 'pooled';
    const at = (by: string, name: string, day: number): StoredEvent =>
      storedEvent({ project, by, name, time: T + day * DAY_MS });
    const people = Array.from({ length: 40 }, (_, i) => `user-${i}`);
    const events = people.map((by) => at(by, 'view', -1));
    for (const by of people.slice(0, 8)) events.push(at(by, 'upgraded', 3));
    for (const by of people.slice(20, 22)) events.push(at(by, 'upgraded', 3));
    events.push(at('user-19', 'upgraded', -0.5));
    await temporary.store.insert('events', eventRows(events));
    const told = people.slice(0, 20).map(userKey);
    const query: ConversionQuery = {
      unit: 'user',
      goal: { names: ['upgraded'], filters: [] },
      horizonMs: 14 * DAY_MS,
      comparable: undefined,
      earlier: [],
      told: [{ run: 7, asOf: T, units: told.map((key) => ({ key, at: T })) }],
    };
    const mature = await measure(project, query, T + 20 * DAY_MS);
    expect(mature.told).toMatchObject({ count: 8, of: 19 });
    expect(mature.runs[0]).toMatchObject({
      run: 7,
      mature: true,
      medianMs: 3 * DAY_MS,
      others: { count: 2, of: 20 },
    });
    expect(mature.ratio.estimate).toBeCloseTo(8 / 19 / (2 / 20), 10);
    expect(mature.sentence).toContain('8 of 19 who were told converted (42.1%), 4.2 times');
    const early = await measure(project, query, T + 13 * DAY_MS);
    expect(early.runs[0]).toMatchObject({ mature: false, told: { count: 8, of: 19 } });
    expect(early.told.of).toBe(0);
    expect(early.sentence).toContain('Too early');
    expect((await measure(project, { ...query, told: [] }, T)).sentence).toContain('Nobody');
  });
});
