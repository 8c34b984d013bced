import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { DAY_MS, HOUR_MS } from '../../model/time.ts';
import { NO_OVERLAY } from '../../store/clickhouse/timeline.ts';
import { QueryLimitError } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import type { CohortDefinition } from '../language/ast.ts';
import type { FoldProgress } from './fold-units.ts';
import type { Interval } from './replay.ts';
import { replayAll } from './replay-all.ts';

const START = Date.UTC(2026, 0, 1);
const USERS = 1_000;
/** One an hour, the user's number of hours after the start at first. */
const EVENTS_EACH = 240;
const LAST = START + (USERS + EVENTS_EACH) * HOUR_MS;

const ACTIVE: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: { names: ['open'], filters: [] },
    op: 'at-least',
    count: 3,
    window: { kind: 'last', duration: { amount: 1, unit: 'day' } },
  },
};

describe('replaying a project', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.command(
      sql`INSERT INTO events (project, name, user, time, seq, received, user_id)
        SELECT 'many', 'open', xxHash64(concat('u:', toString(u))) AS user, at, number, at, toString(u)
        FROM (SELECT number, number % ${param.int(USERS)} AS u,
            ${instant(START)} + toIntervalHour(u + intDiv(number, ${param.int(USERS)})) AS at
          FROM numbers(${param.int(USERS * EVENTS_EACH)}))
        SETTINGS max_partitions_per_insert_block = 0`,
    );
  });
  afterAll(() => temporary.dispose());

  const asked = () => ({
    ...{ store: temporary.store, project: 'many', overlay: NO_OVERLAY, unit: 'user' as const },
    ...{ cohorts: { definition: () => undefined }, definitions: [ACTIVE], until: LAST + 2 * DAY_MS },
  });

  it('tells the exact whiles of everybody, in order, and how far it is', async () => {
    const keys: bigint[] = [];
    const lengths = new Set<number>();
    const told: FoldProgress[] = [];
    const end = await replayAll({
      ...asked(),
      each: ({ key, knownSince }, [intervals = []]) => {
        keys.push(BigInt(key));
        for (const { from, to } of intervals) {
          expect(from).toBe(knownSince + 2 * HOUR_MS);
          lengths.add((to ?? 0) - from);
        }
      },
      onProgress: (progress) => told.push(progress),
    });
    expect(keys).toHaveLength(USERS);
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
    // From the third event to when the last but two is a day old.
    expect([...lengths]).toEqual([(EVENTS_EACH - 3 - 2) * HOUR_MS + DAY_MS]);
    expect(end).toEqual({ units: USERS, rows: USERS * (EVENTS_EACH + 1), share: 1 });
    expect(told.map(({ rows }) => rows)).toEqual([100_000, 200_000]);
    expect(told[0]?.share).toBeCloseTo(100_000 / end.rows, 1);
  });

  it('begins and ends where it is asked to', async () => {
    const from = START + 500 * HOUR_MS;
    const until = from + HOUR_MS;
    const found: Interval[] = [];
    await replayAll({ ...asked(), from, until, each: (_, [intervals = []]) => found.push(...intervals) });
    const before = found.filter((interval) => interval.from === from);
    const fresh = found.filter((interval) => interval.from > from);
    expect(before.length).toBeGreaterThan(200);
    expect(fresh).toEqual([{ from: until, to: undefined }]);
    expect(found.length).toBe(before.length + 1);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    let units = 0;
    const running = replayAll({
      ...asked(),
      signal: stop.signal,
      each: () => {
        units += 1;
      },
      onProgress: () => stop.abort(),
    });
    await expect(running).rejects.toBeInstanceOf(QueryLimitError);
    expect(units).toBeLessThan(USERS);
    const aborted = replayAll({ ...asked(), signal: AbortSignal.abort(), each: () => undefined });
    await expect(aborted).rejects.toThrow(/cancelled/);
  });
});
