import { z } from 'zod';
import type { CohortLookup } from '../../define/clauses/define-clause.ts';
import { type MembersContext, membersSql } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { membersOf } from '../../define/reference/evaluate.ts';
import type { History } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import type { Unit } from '../../store/clickhouse/timeline.ts';
import { anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { chosenCohort, cohortChoice } from './cohort-choice.ts';

export const MAX_SEGMENTS = 10;

const segment = z
  .strictObject({
    /** What the answer calls it. */
    name: z.string().trim().min(1).max(200),
    cohort: cohortChoice.optional(),
    /** In place of a cohort: everybody, or those who are in none of the other segments' cohorts. */
    who: z.enum(['everyone', 'everyone-else']).optional(),
  })
  .refine((value) => (value.cohort === undefined) !== (value.who === undefined), {
    message: 'give one of "cohort" and "who": a segment is a cohort, or everyone, or everyone-else',
    path: ['cohort'],
  });

/** Groups of units that one answer shows side by side. A unit may be in several of them, or in none. */
export const segments = z
  .array(segment)
  .min(1)
  .max(MAX_SEGMENTS)
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: 'two segments have the same name: give each its own',
  })
  .refine((list) => list.filter(({ who }) => who === 'everyone-else').length <= 1, {
    message: 'two segments are everyone-else, which are the same units: leave one out',
  })
  .refine(
    (list) =>
      list.every(({ who }) => who !== 'everyone-else') || list.some(({ cohort }) => cohort !== undefined),
    { message: '"everyone-else" needs a segment that is a cohort, or everyone is meant: say "everyone"' },
  );

export type SegmentChoice = z.infer<typeof segment>;

/** A segment with its cohort looked up. */
export interface Segment {
  readonly name: string;
  readonly of: CohortDefinition | 'everyone' | 'everyone-else';
}

/** Looks the cohorts up. Throws a ProblemError as chosenCohort does; `path` is the spec's field that holds the list. */
export function chosenSegments(
  choices: readonly SegmentChoice[],
  unit: Unit,
  cohorts: CohortLookup,
  path = 'segments',
): Segment[] {
  return choices.map(({ name, cohort, who }, i) => ({
    name,
    of:
      cohort === undefined ? (who ?? 'everyone') : chosenCohort(cohort, unit, cohorts, `${path}.${i}.cohort`),
  }));
}

/**
 * Rows of `rows`, a SELECT that has a column `unit`, with the further column `segments`: Array(UInt8), the places (counted from 0, in
 * order) of the segments that the unit is in. Units in none are left out. Membership is as of the context's instant.
 */
export function withSegments(rows: Sql, list: readonly Segment[], context: MembersContext): Sql {
  const cohorts = list.flatMap(({ of }, i) => (typeof of === 'string' ? [] : [{ of, is: isIn(i) }]));
  const flags = cohorts.map(({ of, is }) => sql`unit IN (${membersSql(of, context)}) AS ${is}`);
  const elsewhere = anyOf(cohorts.map(({ is }) => is));
  const holds = list.map(({ of }, i) => {
    if (of === 'everyone') return sql`1`;
    return of === 'everyone-else' ? sql`NOT (${elsewhere})` : isIn(i);
  });
  const places = holds.map((condition, i) => sql`if(${condition}, ${unsafeSql(String(i))}, 255)`);
  const flagged = flags.length === 0 ? rows : sql`SELECT *, ${joinSql(flags, ', ')} FROM (${rows})`;
  const spare =
    cohorts.length === 0
      ? sql`*`
      : sql`* EXCEPT (${joinSql(
          cohorts.map(({ is }) => is),
          ', ',
        )})`;
  return sql`SELECT ${spare}, arrayFilter(place -> place != 255, CAST([${joinSql(places, ', ')}], 'Array(UInt8)')) AS segments
    FROM (${flagged}) WHERE notEmpty(segments)`;
}

function isIn(place: number): Sql {
  return unsafeSql(`in_segment${place}`);
}

/** The plain reading of withSegments: of a unit's id, the places of its segments. `all` is the whole population. */
export function segmentsReference(
  list: readonly Segment[],
  all: ReadonlyMap<string, History>,
  asOf: Instant,
  cohorts: CohortLookup,
): (id: string) => readonly number[] {
  const members = list.map(({ of }) => (typeof of === 'string' ? of : membersOf(of, all, asOf, cohorts)));
  return (id) => {
    const inCohort = members.some((each) => typeof each !== 'string' && each.has(id));
    return members.flatMap((each, place) => {
      if (each === 'everyone') return [place];
      return (each === 'everyone-else' ? !inCohort : each.has(id)) ? [place] : [];
    });
  };
}
