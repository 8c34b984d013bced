import { membersSql } from '../../define/compile/members.ts';
import { areSequences, selectorSql, sequenceSelectorSql } from '../../define/selector/event-selector.ts';
import {
  movesKeys,
  readsSequences,
  resolveUsers,
  storedTimeline,
  timeline,
} from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { identifier } from '../../store/sql/identifier.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { withSegments } from '../scope/segments.ts';
import { bytesSql, type CodeLayout, codeSql, flagsSql, valueHash } from './code-layout.ts';
import { type NodeBook, nodeNames, nodeNumber } from './nodes.ts';
import { notNegative, type Plan, selectorsOf, usefulSpan } from './plan.ts';

/**
 * A SELECT with one row for each unit that has an anchor: `unit` where the plan keeps keys, and `bytes`, the events that may be of use to its anchors as sorted
 * integers, see code-layout.ts, as they lie in memory: an array would be written number by number, which takes as long as all the
 * rest. Units and rows come in no order; some units may come that have no anchor.
 *
 * One pass over the events of the time. Where the first anchor of each unit alone is looked at, each row is compared with it. Otherwise
 * a set of 64-bit integers picks: the keys of units with an anchor, for what is looked for over long horizons (returns, goals), and a hash
 * of key and while for everything else, whiles being some times as long as what is around an anchor. What slips through the hash does no
 * harm: the fold looks at times again. What passes is collected by stored key, and the collections by owner.
 */
export function unitCodesSql(plan: Plan, book: NodeBook, layout: CodeLayout): Sql {
  const { context, spec } = plan;
  const collected = sql`SELECT unit, groupArray(code) AS codes FROM (${usefulRows(plan, book, layout)}) GROUP BY unit
    SETTINGS ${GROUPING}`;
  const key = plan.keepsKeys ? sql`toUInt64(unit) AS unit_key, ` : sql``;
  // A row that stands twice in what was read makes two equal codes, and those are neighbours.
  const once = (codes: Sql) =>
    asksSequences(plan, book, layout) ? sql`arrayCompact(arraySort(${codes}))` : sql`arraySort(${codes})`;
  if (spec.unit === 'account' || !movesKeys(context.overlay))
    return sql`SELECT ${key}${bytesSql(once(sql`codes`), layout)} AS bytes FROM (${collected})`;
  const owned = resolveUsers(collected, context.project.id, context.overlay);
  return sql`SELECT ${key}${bytesSql(once(sql`groupArrayArray(codes)`), layout)} AS bytes FROM (${owned}) GROUP BY unit`;
}

/**
 * Up to so many units are grouped in one table. Of two levels the engine hands over each of the 256 tables of the second by itself, and a
 * small piece takes as long to reach us as a large one. A plain hash join, because dealing rows out to several tables took longer than
 * looking them up in one: docs/decisions.md.
 */
const GROUPING = unsafeSql(
  "group_by_two_level_threshold = 2000000, group_by_two_level_threshold_bytes = 0, join_algorithm = 'hash'",
);

/** The rows to collect: `unit` (as stored) and `code`. */
function usefulRows(plan: Plan, book: NodeBook, layout: CodeLayout): Sql {
  const { spec, span, returnEvent } = plan;
  const { after, until } = usefulSpan(plan);
  const request = { ...unitOf(plan), after, until, sequencesOnly: asksSequences(plan, book, layout) };
  const toSql = readsSequences(request) ? sequenceSelectorSql : selectorSql;
  const isAnchor = toSql(spec.anchor);
  const isReturn = toSql(returnEvent);
  const isGoal = spec.goal && toSql(spec.goal.event);
  const isEnd = spec.to && toSql(spec.to.event);
  const hidden = hiddenNames(plan);
  const anyway = plan.showsAnchors ? [isAnchor, ...(isEnd ? [isEnd] : [])] : [];
  const isShown =
    hidden.length === 0 ? undefined : anyOf([sql`name NOT IN ${param.strings(hidden)}`, ...anyway]);
  const isFar = anyOf([isReturn, ...(isGoal ? [isGoal] : [])]);
  const isWorkaround = spec.workaround && toSql(spec.workaround);
  const inWindow = allOf([
    sql`time <= ${instant(span.until)}`,
    ...(span.after < 0 ? [] : [sql`time > ${instant(span.after)}`]),
  ]);
  const property = spec.returnTo.sameProperty;
  // Sessions are told apart by pauses between any two events, so the hidden ones are needed too.
  const isOfUse =
    isShown === undefined || spec.withinSession
      ? []
      : [
          anyOf([
            isShown,
            isAnchor,
            isFar,
            ...(isEnd ? [isEnd] : []),
            ...(isWorkaround ? [isWorkaround] : []),
          ]),
        ];
  const rows = storedTimeline({
    ...request,
    where: allOf([sql`name IN ${param.strings(nodeNames(book))}`, ...isOfUse]),
    columns: [
      sql`${nodeNumber(book)} AS node`,
      sql`${flagsSql({
        anchor: sql`(${isAnchor}) AND (${inWindow})`,
        return: isReturn,
        ...(isGoal ? { goal: isGoal } : {}),
        ...(isEnd ? { end: isEnd } : {}),
        ...(isWorkaround ? { workaround: isWorkaround } : {}),
        shown: isShown ?? sql`1`,
      })} AS flags`,
      sql`(${isFar}) AS is_far`,
      ...(layout.isWide
        ? [sql`session_id`, sql`${property === undefined ? sql`1` : valueKey(property)} AS value_hash`]
        : []),
    ],
  });
  const known = sql`SELECT * FROM (${rows}) WHERE node != 0`;
  return spec.occurrence === 'first' ? aroundFirst(plan, known, layout) : aroundEvery(plan, known, layout);
}

/** Has `sequence_events` all that is asked of an event? */
function asksSequences(plan: Plan, { expanded }: NodeBook, { isWide }: CodeLayout): boolean {
  return !isWide && expanded.length === 0 && areSequences(selectorsOf(plan), plan.sequenceColumns);
}

/** Of rows those of units with an anchor that lie around their first one, or are looked for over long horizons. */
function aroundFirst(plan: Plan, rows: Sql, layout: CodeLayout): Sql {
  const { context, spec, beforeMs, afterMs, wayMs, returnMs, goalMs } = plan;
  const near = Math.max(afterMs, wayMs);
  const far = Math.max(near, returnMs, goalMs ?? 0);
  const first = inSegment(
    plan,
    sql`SELECT unit, t FROM (SELECT unit, min(t) AS t FROM (SELECT unit, t FROM (${anchorRows(plan)})) GROUP BY unit) WHERE 1${inCohort(plan)}`,
  );
  const stored =
    spec.unit === 'account' || !movesKeys(context.overlay)
      ? sql`SELECT unit AS stored_key, t AS first_anchor FROM (${first})`
      : sql`SELECT arrayJoin(arrayPushFront(owned.keys, wanted.unit)) AS stored_key, wanted.t AS first_anchor
          FROM (${first}) AS wanted LEFT ANY JOIN (${ownedKeys(plan)}) AS owned ON wanted.unit = owned.unit`;
  // Made before the join, because it copies each column of its rows.
  const coded = sql`SELECT unit, t, is_far, ${codeSql(layout)} AS code FROM (${rows})`;
  return sql`SELECT unit, code FROM (${coded}) AS useful INNER JOIN (${stored}) AS anchored ON useful.unit = anchored.stored_key
    WHERE t BETWEEN first_anchor - ${param.int(beforeMs)} AND first_anchor + if(is_far, ${param.int(far)}, ${param.int(near)})`;
}

/** The same around every anchor, and now and then of some more. */
function aroundEvery(plan: Plan, rows: Sql, layout: CodeLayout): Sql {
  return sql`SELECT unit, ${codeSql(layout)} AS code FROM (${rows})
    WHERE if(is_far, unit, ${whileOf(sql`unit`, sql`intDiv(t, ${param.int(whileMs(plan))})`)}) IN (${usefulKeys(plan)})`;
}

/** Names that are passed over, unless the anchor or the end selects them. */
function hiddenNames({ spec }: Plan): readonly string[] {
  return [
    ...spec.hide,
    ...spec.groups.filter(({ name }) => spec.hide.includes(name)).flatMap(({ events }) => events),
  ];
}

/** Several times what is around an anchor: mostly it lies in one while then, and the set is small. */
function whileMs({ beforeMs, afterMs, wayMs }: Plan): number {
  return 4 * (beforeMs + Math.max(afterMs, wayMs));
}

function whileOf(key: Sql, number: Sql): Sql {
  return sql`cityHash64(${key}, toInt64(${number}))`;
}

/** The set that picks rows: a SELECT of one UInt64 column, by the keys that events are stored with. */
function usefulKeys(plan: Plan): Sql {
  const { spec, context, beforeMs, afterMs, wayMs } = plan;
  const length = param.int(whileMs(plan));
  const whiles = sql`range(intDiv(greatest(0, t - ${param.int(beforeMs)}), ${length}), intDiv(t + ${param.int(Math.max(afterMs, wayMs))}, ${length}) + 1)`;
  const picked = (key: Sql) =>
    sql`arrayPushFront(arrayMap(number -> ${whileOf(key, sql`number`)}, ${whiles}), ${key})`;
  const wanted = inSegment(plan, sql`SELECT unit, t FROM (${anchorRows(plan)}) WHERE 1${inCohort(plan)}`);
  if (spec.unit === 'account' || !movesKeys(context.overlay))
    return sql`SELECT DISTINCT arrayJoin(${picked(sql`unit`)}) FROM (${wanted})`;
  return sql`SELECT DISTINCT arrayJoin(arrayConcat(${picked(sql`unit`)}, arrayFlatten(arrayMap(key -> ${picked(sql`key`)}, keys))))
    FROM (${wanted}) AS wanted LEFT ANY JOIN (${ownedKeys(plan)}) AS owned ON wanted.unit = owned.unit`;
}

/** Rows `unit`, `t`, `seq`: the anchors, by whom they belong to. */
function anchorRows(plan: Plan): Sql {
  const { spec, span, context, sequenceColumns } = plan;
  const request = {
    ...unitOf(plan),
    overlay: context.overlay,
    after: notNegative(span.after),
    until: span.until,
    // Whoever has the same anchor twice has it.
    sequencesOnly: areSequences([spec.anchor], sequenceColumns),
  };
  const toSql = readsSequences(request) ? sequenceSelectorSql : selectorSql;
  return timeline({ ...request, where: toSql(spec.anchor) });
}

/** The other keys under which events of a user were stored: `unit`, `keys`. */
function ownedKeys({ context }: Plan): Sql {
  const project = context.project.id;
  const { aliasedFrom } = context.overlay;
  const keys = sql`SELECT DISTINCT key AS unit, key AS stored FROM identity_links
      WHERE project = ${param.string(project)} AND kind = 'device'
    UNION ALL SELECT arrayJoin(${param.keys(aliasedFrom)}) AS unit, unit AS stored`;
  return sql`SELECT unit, groupArray(stored) AS keys FROM (${resolveUsers(keys, project, context.overlay)}) GROUP BY unit`;
}

/** A value with its type as a hash, 0 when it is missing: equal values have equal hashes. */
function valueKey(property: string): Sql {
  const path = sql`properties.${identifier(property)}`;
  return sql`if(isNull(${path}), 0, ${valueHash(sql`concat(dynamicType(${path}), ' ', toString(${path}))`)})`;
}

function unitOf({ spec, context }: Plan) {
  return { project: context.project.id, unit: spec.unit };
}

function inCohort({ spec, context, asOf }: Plan): Sql {
  if (spec.cohort === undefined) return sql``;
  const definition = chosenCohort(spec.cohort, spec.unit, context.cohorts);
  return sql` AND unit IN (${membersSql(definition, { ...context, project: context.project.id, asOf })})`;
}

function inSegment({ segment, context, asOf }: Plan, rows: Sql): Sql {
  if (segment === undefined) return rows;
  const flagged = withSegments(rows, segment.all, { ...context, project: context.project.id, asOf });
  return sql`SELECT unit, t FROM (${flagged}) WHERE has(segments, ${param.int(segment.place)})`;
}
