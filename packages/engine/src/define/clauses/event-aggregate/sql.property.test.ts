import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../../test/support/stored-event.ts';
import type { StoredEvent } from '../../../model/event.ts';
import type { PropertyValue } from '../../../model/property-value.ts';
import { eventRows } from '../../../store/clickhouse/event-row.ts';
import { NO_OVERLAY } from '../../../store/clickhouse/timeline.ts';
import { joinSql, sql } from '../../../store/sql/fragment.ts';
import { param } from '../../../store/sql/parameter.ts';
import { must } from '../../../util/assert.ts';
import { membersSql } from '../../compile/members.ts';
import type { CohortDefinition } from '../../language/ast.ts';
import { membersOf } from '../../reference/evaluate.ts';
import { histories } from '../../reference/histories.ts';
import { type Aggregate, aggregate, MAX_AGGREGATE, numberComparison } from './schema.ts';

const SEED = 20_260_401;
const USERS = 150;
const CLAUSES = 300;
const CLAUSES_A_QUERY = 25;
const T = 1_000_000;
const cohorts = { definition: () => undefined };

const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 3, 0.1, 0.2, 0.3, 0.7, 19.99, 2.675, -0.1, 1e-9, 4.9e-10, 5e-10, -5e-10, 1e-300),
  fc.constantFrom(
    2 ** 53,
    2 ** 53 + 2,
    9007199254.740993,
    1e15,
    1e17,
    1e18,
    -1e18,
    2 ** 63,
    2 ** 64,
    1e20,
    1e300,
  ),
  fc.integer({ min: -1_000, max: 1_000 }).map((cents) => cents / 100),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1e18, max: 1e18, noNaN: true }),
);
const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  { weight: 6, arbitrary: number },
  { weight: 2, arbitrary: fc.array(number, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom('', '3', 'a', 'true', true, false) },
  { weight: 1, arbitrary: fc.constantFrom(['a', 'b', 'a'], [true, false], []) },
);

/** Numbers that aggregates of these values come to, and their neighbours: where a comparison decides. */
function near(values: readonly PropertyValue[]): readonly number[] {
  const numbers = values.flat().filter((each) => typeof each === 'number');
  const sum = numbers.reduce((a, b) => a + b, 0);
  const found = [
    sum,
    sum / Math.max(1, numbers.length),
    Math.min(...numbers),
    Math.max(...numbers),
    values.length,
  ];
  return found
    .flatMap((each) => [each, Math.round(each * 100) / 100, each + 1e-9, each - 1e-9])
    .filter((each) => Math.abs(each) <= MAX_AGGREGATE);
}

describe('aggregates', () => {
  let temporary: TemporaryStore | undefined;
  const users = fc.sample(fc.array(value, { minLength: 0, maxLength: 6 }), { seed: SEED, numRuns: USERS });
  const events: readonly StoredEvent[] = users.flatMap((values, user) =>
    [undefined, ...values].map((each, i) =>
      storedEvent({
        project: 'summed',
        name: 'event',
        time: i,
        by: `user ${user}`,
        properties: each === undefined ? {} : { p: each },
      }),
    ),
  );
  const clause = fc
    .record({
      aggregate: fc.constantFrom(...aggregate.options),
      op: fc.constantFrom(...numberComparison.options),
      value: fc.constantFrom(0, 1, 2, ...users.flatMap(near)),
    })
    .map(
      (made): CohortDefinition => ({
        unit: 'user',
        where: {
          kind: 'event-aggregate',
          event: { names: ['event'], filters: [] },
          scope: 'event',
          property: 'p',
          window: { kind: 'ever' },
          ...made,
        },
      }),
    );
  const definitions = fc.sample(clause, { seed: SEED + 1, numRuns: CLAUSES });

  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await temporary.store.insert('events', eventRows(events));
  });
  afterAll(() => temporary?.dispose());

  it('come to the same in ClickHouse as in JavaScript', async () => {
    const known = histories(events, 'user');
    const decided = new Map<Aggregate, Set<number>>();
    for (let from = 0; from < definitions.length; from += CLAUSES_A_QUERY) {
      const some = definitions.slice(from, from + CLAUSES_A_QUERY);
      const selects = some.map((definition, i) => {
        const members = membersSql(definition, { project: 'summed', overlay: NO_OVERLAY, asOf: T, cohorts });
        return sql`SELECT toUInt32(${param.int(i)}) AS asked, unit FROM (${members})`;
      });
      const rows = await must(temporary, 'store').store.query<{ asked: number; unit: string }>(
        joinSql(selects, ' UNION ALL '),
      );
      for (const [i, definition] of some.entries()) {
        const found = rows.filter(({ asked }) => asked === i).map(({ unit }) => unit);
        const expected = [...membersOf(definition, known, T, cohorts)];
        expect({ definition, members: found.sort() }).toEqual({ definition, members: expected.sort() });
        const { where } = definition;
        if (where.kind !== 'event-aggregate') continue;
        decided.set(where.aggregate, (decided.get(where.aggregate) ?? new Set()).add(expected.length));
      }
    }
    for (const sizes of decided.values()) expect(sizes.size).toBeGreaterThan(10);
  });
});
