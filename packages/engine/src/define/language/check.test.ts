import { describe, expect, it } from 'vitest';
import type { EventCountClause } from '../clauses/event-count/schema.ts';
import { type Condition, MAX_CLAUSES, MAX_DEPTH } from './ast.ts';
import { checkCohort } from './check.ts';

const did: EventCountClause = {
  kind: 'event-count',
  event: { names: ['a'], filters: [] },
  op: 'at-least',
  count: 1,
  window: { kind: 'ever' },
};

function problems(where: unknown): readonly string[] {
  const checked = checkCohort({ unit: 'user', where });
  return checked.ok ? [] : checked.problems.map(({ code, path }) => `${code} ${path}`);
}

describe('checkCohort', () => {
  it('turns a group of one into its condition', () => {
    const where = { kind: 'all', conditions: [{ kind: 'any', conditions: [did] }] };
    expect(checkCohort({ unit: 'account', where })).toEqual({
      ok: true,
      value: { unit: 'account', where: did },
    });
  });

  it('keeps groups inside groups of the same kind', () => {
    const where = { kind: 'all', conditions: [did, { kind: 'all', conditions: [did, did] }] };
    expect(checkCohort({ unit: 'user', where })).toEqual({ ok: true, value: { unit: 'user', where } });
  });

  it('stores what JSON can hold: no -0, no field without a value', () => {
    const sequence = {
      kind: 'sequence',
      steps: [
        { names: [], filters: [] },
        { names: [], filters: [{ scope: 'event', property: 'p', op: 'is', values: [-0] }] },
      ],
      within: undefined,
      window: { kind: 'ever' },
    };
    const checked = checkCohort({ unit: 'user', where: sequence });
    expect(JSON.stringify(checked)).not.toContain('within');
    expect(
      checked.ok && checked.value.where.kind === 'sequence' && checked.value.where.steps[1]?.filters[0],
    ).toEqual({
      scope: 'event',
      property: 'p',
      op: 'is',
      values: [0],
    });
  });

  it('finds every problem and its path', () => {
    expect(
      problems({
        kind: 'all',
        conditions: [
          { ...did, count: 'x' },
          { ...did, window: { kind: 'last', duration: { amount: 0, unit: 'day' } } },
          { kind: 'not' },
          { kind: 'proprety' },
          { ...did, extra: 1 },
          { kind: 'any', conditions: [] },
          {
            ...did,
            event: { names: [], filters: [{ scope: 'event', property: 'p', op: 'is', values: [1], x: 1 }] },
          },
          { ...did, window: { kind: 'between', from: 5, to: 5 } },
          {
            kind: 'sequence',
            steps: [{ ...did.event, within: { amount: 1, unit: 'day' } }, did.event],
            window: { kind: 'ever' },
          },
        ],
      }),
    ).toEqual([
      'wrong-type where.conditions.0.count',
      'wrong-value where.conditions.1.window.duration.amount',
      'missing-field where.conditions.2.condition',
      'unknown-kind where.conditions.3.kind',
      'unknown-field where.conditions.4.extra',
      'wrong-value where.conditions.5.conditions',
      'unknown-field where.conditions.6.event.filters.0.x',
      'wrong-value where.conditions.7.window.to',
      'wrong-value where.conditions.8.steps.0.within',
    ]);
  });

  it('suggests the kind or field that was meant', () => {
    const checked = checkCohort({ unit: 'users', where: { kind: 'proprety' }, were: 1 });
    expect(checked.ok ? [] : checked.problems.map(({ message }) => message)).toEqual([
      'unknown field: did you mean `where`?',
      'expected "user" or "account", got the text "users"',
      'the text "proprety" is not a kind of condition: did you mean "property"?',
    ]);
  });

  it('says that first seen cannot be relative to itself', () => {
    const duration = { amount: 7, unit: 'day' };
    const checked = checkCohort({
      unit: 'user',
      where: { kind: 'first-seen', window: { kind: 'first', duration } },
    });
    expect(checked.ok ? [] : checked.problems).toEqual([
      {
        code: 'wrong-value',
        path: 'where.window.kind',
        message:
          'a window relative to first seen has no meaning here: give `last`, `between`, `since` or `ever`, got an object',
      },
    ]);
    expect(problems({ ...did, window: { kind: 'first', duration } })).toEqual([]);
  });

  it('refuses to ask for no events close together', () => {
    expect(problems({ ...did, together: { kind: 'session' } })).toEqual([]);
    expect(problems({ ...did, op: 'more-than', count: 0, together: { kind: 'session' } })).toEqual([]);
    expect(problems({ ...did, count: 0, together: { kind: 'session' } })).toEqual([
      'wrong-value where.together',
    ]);
    expect(problems({ ...did, op: 'exactly', together: { kind: 'session' } })).toEqual([
      'wrong-value where.together',
    ]);
  });

  it('refuses names of inherited properties as kinds and fields', () => {
    expect(problems({ kind: '__proto__' })).toEqual(['unknown-kind where.kind']);
    expect(problems({ kind: 'constructor' })).toEqual(['unknown-kind where.kind']);
    expect(
      problems(JSON.parse('{"kind":"not","condition":{"kind":"in-cohort","cohort":"c"},"__proto__":{}}')),
    ).toEqual(['unknown-field where.__proto__']);
    expect(problems(Object.create({ kind: 'first-seen', window: { kind: 'ever' } }))).toEqual([
      'unknown-kind where.kind',
    ]);
  });

  it('refuses what is too deep, too much or too long, however deep, much or long it is', () => {
    let deep: Condition = did;
    for (let level = 1; level < MAX_DEPTH; level += 1) deep = { kind: 'not', condition: deep };
    expect(problems(deep)).toEqual([]);
    expect(problems({ kind: 'not', condition: deep })).toEqual([
      `too-deep where${'.condition'.repeat(MAX_DEPTH)}`,
    ]);
    let endless: unknown = did;
    for (let level = 0; level < 200_000; level += 1) endless = { kind: 'all', conditions: [endless] };
    expect(problems(endless)).toHaveLength(1);

    const many = (count: number): Condition => ({
      kind: 'any',
      conditions: Array.from({ length: count }, () => did),
    });
    expect(problems(many(MAX_CLAUSES))).toEqual([]);
    expect(problems(many(MAX_CLAUSES + 1))).toEqual(['too-many-clauses where.conditions']);
    expect(problems({ kind: 'all', conditions: [many(150), many(150)] })).toEqual([
      'too-many-clauses where.conditions.1.conditions.50',
    ]);

    const long = {
      kind: 'property',
      property: 'p',
      comparison: { op: 'is', values: Array(1_000).fill('x'.repeat(1_000)) },
    };
    expect(problems(long)).toEqual(['too-long ']);
    expect(problems({ kind: 'all', conditions: Array(200).fill(long) })).toEqual(['too-long ']);
  });
});
