import { membersSql } from '../../define/compile/members.ts';
import { durationMs } from '../../define/language/duration.ts';
import { plainSpan, type Span } from '../../define/language/window.ts';
import { type EventSelector, namesSql, selectorSql } from '../../define/selector/event-selector.ts';
import type { Instant } from '../../model/time.ts';
import { timeline } from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { param } from '../../store/sql/parameter.ts';
import type { AnalysisContext } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { withSessions } from '../sessions/sessions-sql.ts';
import { followUpBuckets } from './follow-up-buckets.ts';
import type { JourneySpec } from './spec.ts';

/** How an event's node is written in SQL, so that no name can pass for an end. */
export const EVENT_MARK = '=';
/** The step under which the rows of outcomes come. */
export const OUTCOME_STEP = 100;
/** The step under which the anchors themselves come, which stand at stop 0. */
export const ANCHOR_STEP = 101;

type Context = Pick<AnalysisContext, 'project' | 'overlay' | 'cohorts'>;

interface Plan {
  readonly spec: JourneySpec;
  readonly context: Context;
  readonly asOf: Instant;
  readonly span: Span;
  readonly returnEvent: EventSelector;
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly returnMs: number;
  readonly goalMs: number | undefined;
}

function planOf(spec: JourneySpec, context: Context, asOf: Instant): Plan {
  return {
    spec,
    context,
    asOf,
    span: plainSpan(spec.window, asOf),
    returnEvent: spec.returnTo.event ?? spec.anchor,
    beforeMs: durationMs(spec.before),
    afterMs: durationMs(spec.after),
    returnMs: durationMs(spec.returnTo.within),
    goalMs: spec.goal && durationMs(spec.goal.within),
  };
}

/**
 * Counts of anchors and what follows each, out of the anchors, returns and goals alone: one row. See totalsRow in analysis.ts.
 */
export function totalsSql(spec: JourneySpec, context: Context, asOf: Instant): Sql {
  const plan = planOf(spec, context, asOf);
  const horizons: { readonly name: string; readonly withinMs: number }[] = [
    { name: 'return', withinMs: plan.returnMs },
  ];
  if (plan.goalMs !== undefined) horizons.push({ name: 'goal', withinMs: plan.goalMs });
  const columns = horizons.flatMap(({ name, withinMs }) => {
    const ms = identifier(`${name}_ms`);
    const complete = sql`at + ${param.int(withinMs)} <= ${param.int(asOf)}`;
    const followed = sql`${complete} AND ${ms} IS NOT NULL`;
    const upTo = followUpBuckets(withinMs).map(
      (edge) => sql`countIf(${complete} AND ifNull(${ms} <= ${param.int(edge)}, 0))`,
    );
    return [
      sql`toFloat64(countIf(${complete})) AS ${identifier(`${name}_complete`)}`,
      sql`toFloat64(countIf(${followed})) AS ${identifier(`${name}_followed`)}`,
      sql`toFloat64(uniqExactIf(unit, ${complete})) AS ${identifier(`${name}_complete_units`)}`,
      sql`toFloat64(uniqExactIf(unit, ${followed})) AS ${identifier(`${name}_followed_units`)}`,
      sql`quantilesExactInclusiveIf(0.5, 0.9)(assumeNotNull(${ms}), ${followed}) AS ${identifier(`${name}_quantiles`)}`,
      sql`arrayMap(x -> toFloat64(x), [${joinSql(upTo, ', ')}]) AS ${identifier(`${name}_up_to`)}`,
    ];
  });
  return sql`SELECT toFloat64(count()) AS anchors, toFloat64(uniqExact(unit)) AS units,
      toFloat64(countIf(has_property = 0)) AS without_property, ${joinSql(columns, ', ')}
    FROM (${anchorsSql(plan)})`;
}

/**
 * The anchors, each with what follows it: `unit`, `seq`, `at`, `return_ms` and `goal_ms` (NULL: not within the horizon),
 * `has_property`. Reads only the events that are one of the three.
 */
function anchorsSql(plan: Plan): Sql {
  const { spec, span, returnEvent, asOf } = plan;
  const isAnchor = selectorSql(spec.anchor);
  const isReturn = selectorSql(returnEvent);
  const isGoal = spec.goal ? selectorSql(spec.goal.event) : sql`0`;
  const property = spec.returnTo.sameProperty;
  const rows = timeline({
    ...unitOf(plan),
    after: notNegative(span.after),
    until: Math.min(asOf, span.until + Math.max(plan.returnMs, plan.goalMs ?? 0)),
    where: anyOf([isAnchor, isReturn, isGoal]),
    columns: [
      sql`(${isAnchor}) AND toUnixTimestamp64Milli(time) <= ${param.int(span.until)} AS is_anchor`,
      sql`(${isReturn}) AS is_return`,
      sql`(${isGoal}) AS is_goal`,
      sql`${property === undefined ? sql`'any'` : valueKey(property)} AS value_key`,
    ],
  });
  const later = sql`ORDER BY t DESC, seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;
  const withFollowUps = sql`SELECT *,
      min(if(is_return AND value_key != '', t, NULL)) OVER (PARTITION BY unit, value_key ${later}) AS next_return,
      min(if(is_goal, t, NULL)) OVER (PARTITION BY unit ${later}) AS next_goal,
      countIf(is_anchor) OVER (PARTITION BY unit ORDER BY t, seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS nth
    FROM (${rows})`;
  const first = spec.occurrence === 'first' ? sql` AND nth = 1` : sql``;
  return sql`SELECT unit, seq, t AS at, value_key != '' AS has_property,
      if(next_return - t <= ${param.int(plan.returnMs)}, next_return - t, NULL) AS return_ms,
      if(next_goal - t <= ${param.int(plan.goalMs ?? 0)}, next_goal - t, NULL) AS goal_ms
    FROM (${withFollowUps}) WHERE is_anchor${first}${inCohort(plan)}`;
}

/** A value with its type, '' when it is missing: equal texts are equal values. */
function valueKey(property: string): Sql {
  const path = sql`properties.${identifier(property)}`;
  return sql`if(isNull(${path}), '', concat(dynamicType(${path}), ' ', toString(${path})))`;
}

/**
 * Ways as counts: rows of `step`, `near` and `far` (nodes by their distance from the anchor; far is EVENT_MARK and a name, or a word),
 * `is_edge`, `anchors`, `units`, `far_ms`, `edge_ms`, and for OUTCOME_STEP `goal_complete` and `goal_followed`. Step s leads
 * from stop s-1 to stop s in time: the far one is s when s > 0, and s-1 otherwise.
 *
 * One pass over the events of units that have an anchor: sorted by unit, then counted. Names past the limit become `other`
 * after they were counted, with sets of units and medians merged exactly.
 */
export function waysSql(spec: JourneySpec, context: Context, asOf: Instant): Sql {
  const plan = planOf(spec, context, asOf);
  const counted = sql`SELECT w.1 AS step, w.2 AS near, w.3 AS far, count() AS n, uniqExactState(unit) AS units_state,
      quantileExactInclusiveIfState(0.5)(w.4, w.4 >= 0) AS far_state,
      quantileExactInclusiveIfState(0.5)(w.5, w.5 >= 0) AS edge_state,
      countIf(goal_complete) AS n_goal_complete, countIf(goal_complete AND goal_followed) AS n_goal_followed
    FROM (SELECT unit, goal_complete, goal_followed, arrayJoin(ways) AS w FROM (${waysOfAnchors(plan)}))
    GROUP BY step, near, far`;
  // Each edge comes once for either end, so that the ends are ranked among those of the same stop.
  const ends = sql`SELECT *, e.1 AS is_far, e.2 AS stop, e.3 AS node, e.4 AS weight FROM (${counted}) ARRAY JOIN [
      (1, multiIf(step = ${param.int(ANCHOR_STEP)}, 0, step > 0, step, step - 1), far, n),
      (0, if(step > 0, step - 1, step), near, 0)] AS e`;
  const weighed = sql`SELECT *, sum(weight) OVER (PARTITION BY stop, node) AS node_weight FROM (${ends})`;
  const isEvent = sql`startsWith(node, ${param.string(EVENT_MARK)})`;
  const ranked = sql`SELECT *, dense_rank() OVER (PARTITION BY stop ORDER BY ${isEvent} DESC, node_weight DESC, node) AS place
    FROM (${weighed})`;
  const labelled = sql`SELECT *, if(${isEvent} AND place > ${param.int(spec.limit)}, 'other', node) AS label FROM (${ranked})`;
  const joined = sql`SELECT *, max(if(is_far = 0, label, '')) OVER (PARTITION BY step, near, far) AS near_label FROM (${labelled})`;
  return sql`SELECT toInt8(step) AS step, near_label AS near, label AS far, toUInt8(grouping(near_label) = 0) AS is_edge,
      toFloat64(sum(n)) AS anchors, toFloat64(uniqExactMerge(units_state)) AS units,
      quantileExactInclusiveIfMerge(0.5)(far_state) AS far_ms, quantileExactInclusiveIfMerge(0.5)(edge_state) AS edge_ms,
      toFloat64(sum(n_goal_complete)) AS goal_complete, toFloat64(sum(n_goal_followed)) AS goal_followed
    FROM (${joined}) WHERE is_far = 1
    GROUP BY GROUPING SETS ((step, label, near_label), (step, label))`;
}

/** One row an anchor: `unit`, `goal_complete`, `goal_followed` and `ways`, tuples of (step, near, far, ms to the anchor, ms of the edge). */
function waysOfAnchors(plan: Plan): Sql {
  const { spec, asOf } = plan;
  const [before, after] = [param.int(plan.beforeMs), param.int(plan.afterMs)];
  const node = (name: Sql): Sql => sql`concat(${param.string(EVENT_MARK)}, ${name})`;
  const anchor = sql`(${node(sql`event_name`)}, at)`;
  const stops = (kept: Sql, end: Sql): Sql =>
    sql`arrayConcat([${anchor}], arrayMap(x -> (${node(sql`x.1`)}, x.2), ${kept}),
        arraySlice([(${end}, toInt64(-1))], 1, if(length(${kept}) < ${param.int(spec.steps)}, 1, 0)))`;
  const distance = (from: Sql): Sql => sql`if(far.2 < 0, toInt64(-1), toInt64(abs(far.2 - ${from})))`;
  const edges = (nodes: Sql, step: Sql): Sql =>
    sql`arrayMap((near, far, i) -> (${step}, near.1, far.1, ${distance(sql`at`)}, ${distance(sql`near.2`)}),
        arrayPopBack(${nodes}), arrayPopFront(${nodes}), arrayEnumerate(arrayPopBack(${nodes})))`;
  const isOpen = sql`at + ${after} > ${param.int(asOf)}`;
  const goalMs = plan.goalMs;
  return sql`SELECT unit,
      ${goalMs === undefined ? sql`0` : sql`at + ${param.int(goalMs)} <= ${param.int(asOf)}`} AS goal_complete,
      goal_ms IS NOT NULL AS goal_followed,
      arrayFilter(x -> x.2 <= at + ${after}, later) AS kept_later,
      arrayFilter(x -> x.2 >= at - ${before}, arrayReverse(earlier)) AS kept_earlier,
      ${stops(sql`kept_later`, sql`if(${isOpen}, 'open', 'left')`)} AS later_stops,
      ${stops(sql`kept_earlier`, sql`'entered'`)} AS earlier_stops,
      multiIf(ifNull(return_ms <= ${after}, 0), 'returned', ${isOpen}, 'open',
        ifNull(next_shown <= at + ${after}, 0), 'something-else', 'left') AS outcome,
      arrayConcat(${edges(sql`later_stops`, sql`toInt16(i)`)}, ${edges(sql`earlier_stops`, sql`toInt16(1 - i)`)},
        [(toInt16(${param.int(OUTCOME_STEP)}), '', outcome, toInt64(-1), toInt64(-1)),
         (toInt16(${param.int(ANCHOR_STEP)}), '', ${node(sql`event_name`)}, toInt64(0), toInt64(-1))]) AS ways
    FROM (${neighboursSql(plan)}) AS neighbours
    INNER JOIN (SELECT unit, seq, return_ms, goal_ms FROM (${anchorsSql(plan)})) AS anchors USING (unit, seq)`;
}

/**
 * The anchors' neighbours: `unit`, `seq`, `at`, `event_name`, `next_shown` (time of the next shown event, NULL: none), and
 * `earlier` and `later`, up to `steps` stops as (name, time) in order of time.
 */
function neighboursSql(plan: Plan): Sql {
  const { spec } = plan;
  const steps = param.int(spec.steps);
  const within = spec.withinSession ? sql`unit, is_tracked, session` : sql`unit`;
  const inOrder = sql`PARTITION BY ${within} ORDER BY t, seq`;
  const frames = (order: Sql, stop: Sql, earlierStop: Sql): Sql =>
    sql`groupArray(${stop}) OVER (${order} ROWS BETWEEN 1 FOLLOWING AND ${steps} FOLLOWING) AS later,
        groupArray(${earlierStop}) OVER (${order} ROWS BETWEEN ${steps} PRECEDING AND 1 PRECEDING) AS earlier`;
  const nextShown = sql`leadInFrame(toNullable(t)) OVER (${inOrder} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS next_shown`;
  const shown = shownSql(plan);
  if (!spec.collapseRepeats) {
    const stop = sql`(event_name, t)`;
    return sql`SELECT unit, seq, t AS at, event_name, next_shown, earlier, later
      FROM (SELECT *, ${nextShown}, ${frames(inOrder, stop, stop)} FROM (${shown})) WHERE is_anchor`;
  }
  const previous = sql`lagInFrame(toNullable(event_name)) OVER (${inOrder} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const numbered = sql`SELECT *, sum(is_start) OVER (${inOrder} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS run
    FROM (SELECT *, ${nextShown}, ifNull(${previous} != event_name, 1) AS is_start FROM (${shown}))`;
  const runs = sql`SELECT ${within}, run, any(event_name) AS run_name, min(t) AS run_start, max(t) AS run_end,
      groupArrayIf((seq, t, next_shown), is_anchor) AS run_anchors
    FROM (${numbered}) GROUP BY ${within}, run`;
  const order = sql`PARTITION BY ${within} ORDER BY run`;
  return sql`SELECT unit, a.1 AS seq, a.2 AS at, run_name AS event_name, a.3 AS next_shown, earlier, later
    FROM (SELECT *, ${frames(order, sql`(run_name, run_start)`, sql`(run_name, run_end)`)} FROM (${runs}))
    ARRAY JOIN run_anchors AS a`;
}

/** The events that ways may be made of, of units that have an anchor: `unit`, `t`, `seq`, `event_name`, `is_anchor`, and the session's columns. */
function shownSql(plan: Plan): Sql {
  const { spec, span, asOf } = plan;
  const isAnchor = selectorSql(spec.anchor);
  const isShown = sql`(name NOT IN ${param.strings(spec.hide)} OR (${isAnchor}))`;
  const keep = spec.hide.length === 0 ? [] : [isShown];
  const rows = timeline({
    ...unitOf(plan),
    after: notNegative(span.after - plan.beforeMs),
    until: Math.min(asOf, span.until + plan.afterMs),
    where: allOf([namesSql([]), ...(spec.withinSession ? [] : keep)]),
    columns: [
      sql`toString(name) AS event_name`,
      sql`(${isAnchor}) AS is_anchor`,
      ...(spec.withinSession
        ? [sql`session_id`, sql`${keep.length === 0 ? sql`1` : isShown} AS is_shown`]
        : []),
    ],
  });
  const anchored = timeline({
    ...unitOf(plan),
    after: notNegative(span.after),
    until: span.until,
    where: isAnchor,
  });
  const relevant = sql`SELECT * FROM (${rows}) WHERE unit IN (SELECT unit FROM (${anchored}))${inCohort(plan)}`;
  // Hidden events go after sessions were told apart: a pause is a pause between any two events.
  return spec.withinSession
    ? sql`SELECT * FROM (${withSessions(relevant, 'tracked')}) WHERE is_shown`
    : relevant;
}

function unitOf({ spec, context }: Plan) {
  return { project: context.project.id, overlay: context.overlay, unit: spec.unit };
}

function inCohort({ spec, context, asOf }: Plan): Sql {
  if (spec.cohort === undefined) return sql``;
  const definition = chosenCohort(spec.cohort, spec.unit, context.cohorts);
  return sql` AND unit IN (${membersSql(definition, { ...context, project: context.project.id, asOf })})`;
}

/** Nothing is before 1970, and a column of times cannot say it. */
function notNegative(after: Instant): Instant | undefined {
  return after < 0 ? undefined : after;
}
