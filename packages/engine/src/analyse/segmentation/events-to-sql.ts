import { membersSql } from '../../define/compile/members.ts';
import type { Span } from '../../define/language/window.ts';
import { jsonValue } from '../../define/selector/compare-sql.ts';
import { selectorSql } from '../../define/selector/event-selector.ts';
import { labelsSql, NONE } from '../../define/selector/labels.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { anyOf, joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import { unreachable } from '../../util/assert.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { FIRST_ACCOUNT, withAccountProperty } from '../scope/account-property.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { type Segment, withSegments } from '../scope/segments.ts';
import type { EventsSpec, Measure, SeriesSpec } from './spec.ts';
import { OTHER } from './value-label.ts';

type Context = Pick<AnalysisContext, 'project' | 'overlay' | 'cohorts'>;

/** What the series of a spec are asked over. `segments` are looked up; null without any. */
export interface SeriesScope {
  readonly series: readonly SeriesSpec[];
  readonly segments: readonly Segment[] | null;
  readonly span: Span;
  readonly asOf: Instant;
}

/** How many events are selected, `events`, and when the first and the last were, `first` and `last` in ms. */
export function extentSql(spec: EventsSpec, context: Context, scope: SeriesScope): Sql {
  return sql`SELECT toFloat64(count()) AS events, toFloat64(min(t)) AS first, toFloat64(max(t)) AS last
    FROM (${selectedSql({ ...spec, breakdown: [] }, context, scope)})`;
}

/**
 * One row a line and interval, and one a line for all of it: `segment` and `series` (counted from 0), `labels` (see labels.ts), `place` (1 is
 * the largest group), `bucket` (the interval's start in ms; -1: all), `value` (the measure), `events`, `units`, `without_value`, and `others`, the
 * number of groups in `other`. One scan: groups are ranked after they were counted, over all series and segments, and the sets of units of those
 * past the limit are merged.
 */
export function seriesSql(
  spec: EventsSpec,
  context: Context,
  scope: SeriesScope,
  starts: readonly Instant[],
): Sql {
  const measures = scope.series.map(({ measure }, i) => measureSql(measure, i, scope.series.length));
  const labels = spec.breakdown.map((_, i) => identifier(`label_${i}`));
  const exploded = [
    ...labels.map((label, i) => ({ list: identifier(`labels_${i}`), label })),
    ...(scope.series.length > 1 ? [{ list: sql`all_series`, label: sql`series` }] : []),
    ...(scope.segments ? [{ list: sql`segments`, label: sql`segment` }] : []),
  ].reduce(
    (rows, { list, label }) => sql`SELECT *, arrayJoin(${list}) AS ${label} FROM (${rows})`,
    selectedSql(spec, context, scope),
  );
  const label = labels.length === 0 ? sql`CAST([], 'Array(String)')` : sql`[${joinSql(labels, ', ')}]`;
  const series = scope.series.length > 1 ? sql`series` : sql`0`;
  const segment = scope.segments ? sql`segment` : sql`0`;
  const states = measures.flatMap(({ state }) => (state ? [state] : []));
  const counted = sql`SELECT ${segment} AS of_segment, ${series} AS of_series, ${label} AS label, roundDown(t, ${param.ints(starts)}) AS start,
      count() AS n, uniqExactState(unit) AS units_state, countIf(${ofSeries(measures.map(({ lacks }) => lacks))}) AS n_without${joinSql(
        states.map((state) => sql`, ${state}`),
        '',
      )}
    FROM (${exploded}) GROUP BY of_segment, of_series, label, start`;
  const weighed = sql`SELECT *, uniqExactMerge(units_state) OVER (PARTITION BY label) AS label_units,
      sum(n) OVER (PARTITION BY label) AS label_events FROM (${counted})`;
  const ranked = sql`SELECT *, dense_rank() OVER (ORDER BY label_units DESC, label_events DESC, label) AS rank FROM (${weighed})`;
  const limit = param.int(spec.limit);
  const named = sql`SELECT *, if(rank > ${limit}, arrayMap(x -> ${param.string(OTHER)}, label), label) AS shown_labels,
      least(rank, ${limit} + 1) AS shown_rank, max(rank) OVER () AS ranks FROM (${ranked})`;
  return sql`SELECT toFloat64(of_segment) AS segment, toFloat64(of_series) AS series, shown_labels AS labels, toFloat64(shown_rank) AS place,
      toFloat64(if(grouping(start) = 0, start, -1)) AS bucket, ${ofSeries(measures.map(({ merged }) => merged))} AS value,
      toFloat64(sum(n)) AS events, toFloat64(uniqExactMerge(units_state)) AS units, toFloat64(sum(n_without)) AS without_value,
      toFloat64(greatest(toInt64(max(ranks)) - ${limit}, 0)) AS others
    FROM (${named})
    GROUP BY GROUPING SETS ((of_segment, of_series, shown_labels, shown_rank, start), (of_segment, of_series, shown_labels, shown_rank))
    ORDER BY place, segment, series, bucket`;
}

/** The expression of the row's series, one being given for each. */
function ofSeries(each: readonly Sql[]): Sql {
  const [last] = each.slice(-1);
  if (each.length < 2) return last ?? sql`0`;
  const cases = each.slice(0, -1).map((one, i) => sql`of_series = ${param.int(i)}, ${one}, `);
  return sql`multiIf(${joinSql(cases, '')}${last ?? sql`0`})`;
}

interface MeasureSql {
  /** The aggregate state of a group of events, if one is needed beside their number and their units. */
  readonly state: Sql | null;
  /** The number out of merged states. */
  readonly merged: Sql;
  /** Does an event lack the property? */
  readonly lacks: Sql;
}

/** The measure of the series at `place`, of `count` series. */
function measureSql(measure: Measure, place: number, count: number): MeasureSql {
  const events = sql`toFloat64(sum(n))`;
  const units = sql`toFloat64(uniqExactMerge(units_state))`;
  const column = identifier(`measured_${place}`);
  const stateColumn = identifier(`state_${place}`);
  // What is of another series becomes a missing value: the combinator If would turn the extremes of nothing into 0.
  const own = (nothing: Sql) =>
    count > 1 ? sql`if(of_series = ${param.int(place)}, ${column}, ${nothing})` : column;
  const state = (name: Sql) => sql`${name}State(${own(sql`NULL`)}) AS ${stateColumn}`;
  const lacks = sql`isNull(${column})`;
  switch (measure.kind) {
    case 'uniques':
      return { state: null, merged: units, lacks: sql`0` };
    case 'totals':
      return { state: null, merged: events, lacks: sql`0` };
    case 'average':
      return { state: null, merged: sql`${events} / ${units}`, lacks: sql`0` };
    case 'sum':
      return { state: state(sql`sum`), merged: sql`ifNull(sumMerge(${stateColumn}), 0)`, lacks };
    case 'mean':
      return { state: state(sql`avg`), merged: sql`avgMerge(${stateColumn})`, lacks };
    case 'min':
      return { state: state(sql`min`), merged: sql`minMerge(${stateColumn})`, lacks };
    case 'max':
      return { state: state(sql`max`), merged: sql`maxMerge(${stateColumn})`, lacks };
    case 'distinct':
      return {
        state: sql`uniqExactArrayState(${own(sql`[]`)}) AS ${stateColumn}`,
        merged: sql`toFloat64(uniqExactArrayMerge(${stateColumn}))`,
        lacks: sql`empty(${column})`,
      };
    case 'percentile': {
      const level = param.float(measure.percentile / 100);
      return {
        state: sql`quantileExactInclusiveState(${level})(${own(sql`NULL`)}) AS ${stateColumn}`,
        merged: sql`quantileExactInclusiveMerge(${level})(${stateColumn})`,
        lacks,
      };
    }
    default:
      return unreachable(measure);
  }
}

const COLUMNS = { event: 'properties', user: 'user_properties' } as const;

/**
 * The events that some series selects: `unit`, `t`, `seq`; of series with a property `measured_0`, `measured_1` and so on (Nullable(Float64), or the
 * values of a distinct count); of several series `all_series`, the places of those that select the event; `labels_0` and so on (Array(String)); and of
 * segments `segments`, the places of those that the unit is in.
 */
function selectedSql(spec: EventsSpec, context: Context, scope: SeriesScope): Sql {
  const { series, segments, span, asOf } = scope;
  const ofAccounts = spec.breakdown.some(({ scope: of }) => of === 'account');
  const conditions = series.map(({ event }) => selectorSql(event));
  const places = conditions.map((each, i) => sql`if(${each}, ${param.int(i)}, -1)`);
  const rows = timeline({
    project: context.project.id,
    overlay: context.overlay,
    unit: spec.unit,
    after: span.after < 0 ? undefined : span.after,
    until: span.until,
    where: anyOf(conditions),
    columns: [
      ...series.flatMap(({ measure }, i) => measuredSql(measure, i)),
      ...(series.length > 1 ? [sql`arrayFilter(x -> x >= 0, [${joinSql(places, ', ')}]) AS all_series`] : []),
      ...spec.breakdown.flatMap(({ scope, property }, i) =>
        scope === 'account'
          ? []
          : [sql`${labelsSql(jsonValue(COLUMNS[scope], property))} AS ${identifier(`labels_${i}`)}`],
      ),
      ...(ofAccounts && spec.unit === 'user' ? [FIRST_ACCOUNT] : []),
    ],
  });
  const labelled = spec.breakdown.reduce(
    (made, { scope, property }, i) =>
      scope === 'account' ? withAccountLabels(made, spec, context, span, property, i) : made,
    membersOnly(rows, spec, context, asOf),
  );
  if (!segments) return labelled;
  return withSegments(labelled, segments, { ...context, project: context.project.id, asOf });
}

function measuredSql(measure: Measure, place: number): Sql[] {
  if (!('property' in measure)) return [];
  const value = jsonValue(COLUMNS[measure.scope], measure.property);
  const measured =
    measure.kind === 'distinct'
      ? sql`arrayFilter(x -> x != ${param.string(NONE)}, ${labelsSql(value)})`
      : value.number;
  return [sql`${measured} AS ${identifier(`measured_${place}`)}`];
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
