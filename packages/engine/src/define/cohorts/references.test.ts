import { describe, expect, it } from 'vitest';
import type { CohortDefinition, Condition } from '../language/ast.ts';
import { checkReferences, MAX_CLAUSES_WRITTEN_OUT, MAX_COHORTS_DEEP } from './references.ts';

const did: Condition = {
  kind: 'event-count',
  event: { names: ['a'], filters: [] },
  op: 'at-least',
  count: 1,
  window: { kind: 'ever' },
};
const inCohort = (cohort: string): Condition => ({ kind: 'in-cohort', cohort });
const asOftenAs = (cohort: string): Condition => ({
  kind: 'typical-count',
  event: { names: ['a'], filters: [] },
  percentile: 50,
  cohort,
  window: { kind: 'ever' },
});
const users = (where: Condition): CohortDefinition => ({ unit: 'user', where });

function problems(definition: CohortDefinition, cohorts: Readonly<Record<string, CohortDefinition>>) {
  const lookup = { definition: (name: string) => cohorts[name] };
  return checkReferences(definition, lookup).map(({ code, path }) => [code, path]);
}

describe('references between cohorts', () => {
  it('takes those that are there', () => {
    const chain = { a: users(inCohort('b')), b: users(did) };
    expect(problems(users({ kind: 'all', conditions: [inCohort('a'), inCohort('b')] }), chain)).toEqual([]);
  });

  it('tells what is not there or of another unit, at the place that leads to it', () => {
    const cohorts = { accounts: { unit: 'account', where: did }, a: users(inCohort('none')) } as const;
    const where: Condition = {
      kind: 'any',
      conditions: [inCohort('accounts'), { kind: 'not', condition: inCohort('a') }],
    };
    expect(problems(users(where), cohorts)).toEqual([
      ['other-unit', 'where.conditions.0'],
      ['unknown-cohort', 'where.conditions.1.condition'],
    ]);
  });

  it('tells a ring, of one cohort or of several', () => {
    expect(problems(users(inCohort('a')), { a: users(inCohort('a')) })).toEqual([['cohort-ring', 'where']]);
    const ring = { a: users(inCohort('b')), b: users({ kind: 'not', condition: inCohort('a') }) };
    expect(problems(users(inCohort('a')), ring)).toEqual([['cohort-ring', 'where']]);
    const typical = { a: users(inCohort('b')), b: users(asOftenAs('a')) };
    expect(problems(users(asOftenAs('a')), typical)).toEqual([['cohort-ring', 'where']]);
    expect(problems(users(asOftenAs('c')), typical)).toEqual([['unknown-cohort', 'where']]);
  });

  it('bounds how deep cohorts stand in each other, and how many clauses they come to', () => {
    const nested = (depth: number, width: number): Record<string, CohortDefinition> =>
      Object.fromEntries(
        Array.from({ length: depth }, (_, i) => [
          `c${i}`,
          users(
            i + 1 === depth
              ? did
              : { kind: 'all', conditions: Array.from({ length: width }, () => inCohort(`c${i + 1}`)) },
          ),
        ]),
      );
    expect(problems(users(inCohort('c0')), nested(MAX_COHORTS_DEEP, 1))).toEqual([]);
    expect(problems(users(inCohort('c0')), nested(MAX_COHORTS_DEEP + 1, 1))).toEqual([['too-deep', 'where']]);
    expect(4 ** 9).toBeGreaterThan(MAX_CLAUSES_WRITTEN_OUT);
    expect(problems(users(inCohort('c0')), nested(MAX_COHORTS_DEEP, 4))).toEqual([
      ['too-many-clauses', 'where'],
    ]);
  });
});
