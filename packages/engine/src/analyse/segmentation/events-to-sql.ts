import { membersSql } from '../../define/compile/members.ts';
import type { Span } from '../../define/language/window.ts';
import { jsonValue } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { FIRST_ACCOUNT, withAccountProperty } from '../scope/account-property.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import type { EventsSpec, Measure } from './spec.ts';
import { labelsSql, OTHER } from './value-label.ts';

type Context = Pick<AnalysisContext, 'project' | 'overlay' | 'cohorts'>;

/** How many events are selected, `events`, and when the first and the last were, `first` and `last` in ms. */
export function extentSql(spec: EventsSpec, context: Context, span: Span, asOf: Instant): Sql {
  return sql`SELECT toFloat64(count()) AS events, toFloat64(min(t)) AS first, toFloat64(max(t)) AS last
    FROM (${selectedSql({ ...spec, breakdown: [] }, context, span, asOf)})`;
}

/**
 * One row a series and interval, and one a series for all of it: `labels` (see value-label.ts), `place` (1 is the largest series), `bucket`
 * (the interval's start in ms; -1: all), `value` (the measure), `events`, `units`, `without_value`, and `others`, the number of values
 * in `other`. One scan: values are ranked after they were counted, and the sets of units of those past the limit are merged.
 */
export function seriesSql(
  spec: EventsSpec,
  context: Context,
  span: Span,
  asOf: Instant,
  starts: readonly Instant[],
): Sql {
  const { state, merged } = measureSql(spec.measure);
  const labels = spec.breakdown.map((_, i) => identifier(`label_${i}`));
  const exploded = labels.reduce(
    (rows, label, i) => sql`SELECT *, arrayJoin(${identifier(`labels_${i}`)}) AS ${label} FROM (${rows})`,
    selectedSql(spec, context, span, asOf),
  );
  const label = labels.length === 0 ? sql`CAST([], 'Array(String)')` : sql`[${joinSql(labels, ', ')}]`;
  const counted = sql`SELECT ${label} AS label, roundDown(t, ${param.ints(starts)}) AS start, count() AS n,
      uniqExactState(unit) AS units_state, countIf(measured IS NULL) AS n_without, ${state} AS measure_state
    FROM (${exploded}) GROUP BY label, start`;
  const weighed = sql`SELECT *, uniqExactMerge(units_state) OVER (PARTITION BY label) AS label_units,
      sum(n) OVER (PARTITION BY label) AS label_events FROM (${counted})`;
  const ranked = sql`SELECT *, dense_rank() OVER (ORDER BY label_units DESC, label_events DESC, label) AS rank FROM (${weighed})`;
  const limit = param.int(spec.limit);
  const named = sql`SELECT *, if(rank > ${limit}, arrayMap(x -> ${param.string(OTHER)}, label), label) AS shown_labels,
      least(rank, ${limit} + 1) AS shown_rank, max(rank) OVER () AS ranks FROM (${ranked})`;
  return sql`SELECT shown_labels AS labels, toFloat64(shown_rank) AS place,
      toFloat64(if(grouping(start) = 0, start, -1)) AS bucket, ${merged} AS value, toFloat64(sum(n)) AS events,
      toFloat64(uniqExactMerge(units_state)) AS units, toFloat64(sum(n_without)) AS without_value,
      toFloat64(greatest(toInt64(max(ranks)) - ${limit}, 0)) AS others
    FROM (${named}) GROUP BY GROUPING SETS ((shown_labels, shown_rank, start), (shown_labels, shown_rank))
    ORDER BY place, bucket`;
}

/** A measure as the aggregate state of a group of events, and the number out of merged states. */
function measureSql(measure: Measure): { readonly state: Sql; readonly merged: Sql } {
  const events = sql`toFloat64(sum(n))`;
  const units = sql`toFloat64(uniqExactMerge(units_state))`;
  switch (measure.kind) {
    case 'uniques':
      return { state: sql`0`, merged: units };
    case 'totals':
      return { state: sql`0`, merged: events };
    case 'average':
      return { state: sql`0`, merged: sql`${events} / ${units}` };
    case 'sum':
      return { state: sql`sumState(measured)`, merged: sql`ifNull(sumMerge(measure_state), 0)` };
    case 'mean':
      return { state: sql`avgState(measured)`, merged: sql`avgMerge(measure_state)` };
    case 'min':
      return { state: sql`minState(measured)`, merged: sql`minMerge(measure_state)` };
    case 'max':
      return { state: sql`maxState(measured)`, merged: sql`maxMerge(measure_state)` };
    case 'percentile': {
      const level = param.float(measure.percentile / 100);
      return {
        state: sql`quantileExactInclusiveState(${level})(measured)`,
        merged: sql`quantileExactInclusiveMerge(${level})(measure_state)`,
      };
    }
    default:
      return unreachable(measure);
  }
}

const COLUMNS = { event: 'properties', user: 'user_properties' } as const;

/** The selected events: `unit`, `t`, `seq`, `measured` (Nullable(Float64)) and `labels_0`, `labels_1` (Array(String)). */
function selectedSql(spec: EventsSpec, context: Context, span: Span, asOf: Instant): Sql {
  const { measure } = spec;
  const ofAccounts = spec.breakdown.some(({ scope }) => scope === 'account');
  const measured =
    'property' in measure
      ? jsonValue(COLUMNS[measure.scope], measure.property).number
      : sql`toNullable(toFloat64(0))`;
  const rows = timeline({
    project: context.project.id,
    overlay: context.overlay,
    unit: spec.unit,
    after: span.after < 0 ? undefined : span.after,
    until: span.until,
    where: selectorSql(spec.event),
    columns: [
      sql`${measured} AS measured`,
      ...spec.breakdown.flatMap(({ scope, property }, i) =>
        scope === 'account'
          ? []
          : [sql`${labelsSql(jsonValue(COLUMNS[scope], property))} AS ${identifier(`labels_${i}`)}`],
      ),
      ...(ofAccounts && spec.unit === 'user' ? [FIRST_ACCOUNT] : []),
    ],
  });
  return spec.breakdown.reduce(
    (made, { scope, property }, i) =>
      scope === 'account' ? withAccountLabels(made, spec, context, span, property, i) : made,
    membersOnly(rows, spec, context, asOf),
  );
}

function membersOnly(rows: Sql, spec: EventsSpec, context: Context, asOf: Instant): Sql {
  if (spec.cohort === undefined) return rows;
  const definition = chosenCohort(spec.cohort, spec.unit, context.cohorts);
  const members = membersSql(definition, { ...context, project: context.project.id, asOf });
  return sql`SELECT * FROM (${rows}) WHERE unit IN (${members})`;
}

/** Adds the labels of the account's property as it stood at the event: its last update up to then. */
function withAccountLabels(
  rows: Sql,
  spec: EventsSpec,
  context: Context,
  span: Span,
  property: string,
  position: number,
): Sql {
  const name = identifier(`labels_${position}`);
  const { until } = span;
  return withAccountProperty(rows, {
    project: context.project.id,
    overlay: context.overlay,
    unit: spec.unit,
    property,
    until,
    name,
    of: labelsSql,
  });
}
