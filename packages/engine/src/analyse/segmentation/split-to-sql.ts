import { membersSql } from '../../define/compile/members.ts';
import { windowTimeline } from '../../define/compile/window-timeline.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import { plainSpan } from '../../define/language/window.ts';
import { compareSql, encodedValue, jsonValue } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { labelsSql, NONE } from '../../define/selector/labels.ts';
import type { Instant } from '../../model/time.ts';
import { propertiesAsOfSql } from '../../store/clickhouse/properties-as-of.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import { calendarStarts } from '../../util/calendar.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { rangesOf } from './ranges.ts';
import type { CohortSplitSpec, Split } from './spec.ts';

/**
 * The members of the cohort: `unit`, `labels` (Array(String), never empty: values as labels.ts writes them, or the
 * positions of ranges) and `has_converted`. Each member once.
 */
export function labelledMembersSql(
  spec: CohortSplitSpec,
  cohort: CohortDefinition,
  context: AnalysisContext,
  asOf: Instant,
): Sql {
  const scope = { ...context, project: context.project.id, asOf };
  const members = membersSql(cohort, scope);
  const labelled = sql`SELECT members.unit AS unit, ${labelsOfMember(spec.split)} AS labels
    FROM (${members}) AS members LEFT JOIN (${traitSql(spec, context, asOf)}) AS traits ON members.unit = traits.unit`;
  return sql`SELECT unit, labels, ${hasConverted(spec, context, asOf)} AS has_converted FROM (${labelled})`;
}

/** How many members have each label: `label`, `members`, `converted`, the most frequent first. */
export function labelCountsSql(labelled: Sql, atMost: number): Sql {
  return sql`SELECT arrayJoin(labels) AS label, toFloat64(count()) AS members, toFloat64(countIf(has_converted)) AS converted
    FROM (${labelled}) GROUP BY label ORDER BY label = ${param.string(NONE)} DESC, members DESC, label LIMIT ${param.int(atMost)}`;
}

/** All members, and those who have none of the `listed` labels but some other: `members`, `converted`, `others`, `others_converted`. */
export function memberTotalsSql(labelled: Sql, listed: readonly string[]): Sql {
  const isOther = sql`NOT hasAny(labels, ${param.strings([NONE, ...listed])})`;
  return sql`SELECT toFloat64(count()) AS members, toFloat64(countIf(has_converted)) AS converted,
      toFloat64(countIf(${isOther})) AS others, toFloat64(countIf(${isOther} AND has_converted)) AS others_converted
    FROM (${labelled})`;
}

function hasConverted(spec: CohortSplitSpec, context: AnalysisContext, asOf: Instant): Sql {
  if (!spec.goal) return sql`0`;
  const goal = timeline({
    project: context.project.id,
    overlay: context.overlay,
    unit: spec.unit,
    after: asOf,
    until: Math.min(asOf + durationMs(spec.goal.within), context.now),
    where: selectorSql(spec.goal.event),
  });
  return sql`unit IN (SELECT unit FROM (${goal}))`;
}

/** What the members are split by, one row a unit that has it: `unit`, and `value`, `hits` or `times`. */
function traitSql(spec: CohortSplitSpec, context: AnalysisContext, asOf: Instant): Sql {
  const { split } = spec;
  const scope = { project: context.project.id, overlay: context.overlay, unit: spec.unit, asOf };
  switch (split.by) {
    case 'property':
    case 'size':
      return propertiesAsOfSql(scope.project, scope.unit, scope.overlay, asOf, [split.property]);
    case 'limit': {
      const hit = sql`${labelsSql(jsonValue('properties', split.property))} AS hit`;
      const rows = windowTimeline(split.window, selectorSql(split.event), scope, [hit]);
      return sql`SELECT unit, groupUniqArrayArray(hit) AS hits FROM (${rows}) GROUP BY unit`;
    }
    case 'frequency': {
      const rows = windowTimeline(split.window, selectorSql(split.event), scope);
      if (split.measure === 'events') return sql`SELECT unit, count() AS times FROM (${rows}) GROUP BY unit`;
      return sql`SELECT unit, uniqExact(${dayOf(split, context, asOf)}) AS times FROM (${rows}) GROUP BY unit`;
    }
    default:
      return unreachable(split);
  }
}

/** A number for the project's calendar day of an event. */
function dayOf(split: Extract<Split, { by: 'frequency' }>, context: AnalysisContext, asOf: Instant): Sql {
  const { timeZone } = context.project;
  const { after, until } = plainSpan(split.window, asOf);
  // A day of all time cannot be looked up among so many starts: the engine's own calendar, of the same zone, says it.
  if (split.window.kind === 'ever') {
    return sql`toDate(fromUnixTimestamp64Milli(t, 'UTC'), ${param.string(timeZone)})`;
  }
  return sql`roundDown(t, ${param.ints(calendarStarts(after + 1, Math.max(until, after + 1), 'day', timeZone))})`;
}

function labelsOfMember(split: Split): Sql {
  switch (split.by) {
    case 'property':
      return labelsSql(encodedValue(sql`traits.value`));
    case 'limit': {
      const hits = sql`arrayFilter(x -> x != ${param.string(NONE)}, traits.hits)`;
      return sql`if(empty(${hits}), [${param.string(NONE)}], ${hits})`;
    }
    case 'frequency':
      return sql`[toString(arrayCount(x -> traits.times >= x, ${param.ints(split.buckets)}))]`;
    case 'size': {
      const value = encodedValue(sql`traits.value`);
      const positions = rangesOf(split.buckets, null).map(({ from, to }, i) => {
        const isIn = allOf([
          ...(from === null ? [] : [compareSql(value, { op: 'at-least', value: from })]),
          ...(to === null ? [] : [compareSql(value, { op: 'less', value: to })]),
        ]);
        return sql`if(${isIn}, ${param.string(String(i))}, ${param.string(NONE)})`;
      });
      const found = sql`arrayFilter(x -> x != ${param.string(NONE)}, [${joinSql(positions, ', ')}])`;
      return sql`if(empty(${found}), [${param.string(NONE)}], ${found})`;
    }
    default:
      return unreachable(split);
  }
}
