import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../../../../../test/support/event-store.ts';
import { storedEvent } from '../../../../../test/support/stored-event.ts';
import type { PropertyValue } from '../../model/property-value.ts';
import { addSequenceColumn, fillSequenceColumns } from '../../store/clickhouse/add-sequence-column.ts';
import { eventRows } from '../../store/clickhouse/event-row.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { must } from '../../util/assert.ts';
import { compare } from './compare.ts';
import { compareSql, encodedValue, jsonValue, sequenceValue } from './compare-sql.ts';
import type { Comparison } from './property-filter.ts';

const SEED = 20_260_314;
const VALUES = 700;
const COMPARISONS = 160;
const COMPARISONS_A_QUERY = 20;

/** Values and comparisons draw from the same small pools, so that they meet; the wild ones come beside them. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    'free',
    'Free',
    'FREE',
    'pro',
    'É',
    'é',
    '1',
    '1.0',
    '01',
    '-0',
    '1e3',
    'true',
    'null',
    '[1]',
  ),
  fc.constantFrom(
    '2026-01-01',
    '2026-01-01 10:00:00',
    '2026-01-01T10:00:00Z',
    '"',
    '\\',
    "'",
    '%',
    '_',
    '\u0000',
  ),
  fc.constantFrom('\uffff', '🦉', '🦉🦊', 'a🦉', '日本', 'İ', 'ſ', 'ẞ', ' free', 'free '),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ maxLength: 4 }),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2, 3, 0.1, 0.5, 1.5, -2.5, 1e3, 100),
  fc.constantFrom(
    2 ** 31,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 53 + 2,
    2 ** 63,
    2 ** 64 - 2048,
    2 ** 64,
    -(2 ** 63),
    -(2 ** 63) * 4,
  ),
  fc.constantFrom(1e20, 1e21, 1e300, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, -1e-7, 1 / 3),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar = fc.oneof(text, number, fc.boolean());
const list = fc.oneof(
  fc.array(text, { maxLength: 4 }),
  fc.array(number, { maxLength: 4 }),
  fc.array(fc.boolean(), { maxLength: 3 }),
);
const property: fc.Arbitrary<PropertyValue | undefined> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: list },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 4 });
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ op: fc.constantFrom('is', 'is-not'), values: some(scalar) }),
  fc.record({
    op: fc.constantFrom('greater', 'at-least', 'less', 'at-most'),
    value: fc.oneof(text, number),
  }),
  fc.record({ op: fc.constantFrom('contains', 'does-not-contain', 'starts-with'), values: some(text) }),
  fc.record({ op: fc.constantFrom('is-set', 'is-not-set') }),
);

describe('comparisons', () => {
  let temporary: TemporaryStore | undefined;
  const values = fc.sample(property, { seed: SEED, numRuns: VALUES });
  const comparisons = fc.sample(comparison, { seed: SEED + 1, numRuns: COMPARISONS });

  beforeAll(async () => {
    temporary = await temporaryEventStore();
    const events = values.map((value, id) =>
      storedEvent({
        project: 'compared',
        name: 'event',
        time: id,
        by: 'ann',
        properties: value === undefined ? {} : { p: value },
        userProperties: value === undefined ? {} : { p: value },
        userUpdates: value === undefined ? {} : { p: value },
      }),
    );
    await temporary.store.insert('events', eventRows(events));
  });
  afterAll(() => temporary?.dispose());

  it('give the same over a JSON column as in JavaScript', async () => {
    expect(await disagreements((c) => compareSql(jsonValue('properties', 'p'), c))).toEqual([]);
  });

  it('give the same over JSON text as in JavaScript', async () => {
    expect(await disagreements((c) => compareSql(encodedValue(sql`user_updates['p']`), c))).toEqual([]);
  });

  it('give the same over a column of its own as in JavaScript', async () => {
    const { store } = must(temporary, 'store');
    for (const scope of ['event', 'user'] as const) {
      await addSequenceColumn(store, { scope, property: 'p' });
      await fillSequenceColumns(store);
      const of = (c: Comparison) => compareSql(sequenceValue({ scope, property: 'p' }), c);
      expect(await disagreements(of, sql`sequence_events FINAL`)).toEqual([]);
    }
  });

  it('hold and fail often enough to tell', () => {
    for (const op of [
      'is',
      'is-not',
      'greater',
      'at-most',
      'contains',
      'does-not-contain',
      'starts-with',
    ] as const) {
      const outcomes = comparisons
        .filter((c) => c.op === op)
        .flatMap((c) => values.map((value) => compare(value, c)));
      expect(outcomes.filter(Boolean).length).toBeGreaterThan(10);
      expect(outcomes.filter((holds) => !holds).length).toBeGreaterThan(10);
    }
  });

  /** The first pairs on which the two differ, of all values with all comparisons. */
  async function disagreements(
    condition: (comparison: Comparison) => Sql,
    table: Sql = sql`events`,
  ): Promise<object[]> {
    const found: object[] = [];
    for (let from = 0; from < comparisons.length; from += COMPARISONS_A_QUERY) {
      const some = comparisons.slice(from, from + COMPARISONS_A_QUERY);
      const flags = joinSql(
        some.map((c) => sql`toUInt8(${condition(c)})`),
        ', ',
      );
      const rows = await must(temporary, 'store').store.query<{ id: string; holds: number[] }>(
        sql`SELECT toUnixTimestamp64Milli(time) AS id, [${flags}] AS holds FROM ${table} WHERE project = 'compared'`,
      );
      expect(rows).toHaveLength(values.length);
      for (const { id, holds } of rows) {
        some.forEach((c, i) => {
          const expected = compare(values[Number(id)], c);
          if (expected !== (holds[i] === 1))
            found.push({ value: values[Number(id)], comparison: c, expected });
        });
      }
    }
    return found.slice(0, 20);
  }
});
