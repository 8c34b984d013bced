import { NO_SESSION } from '../../model/event.ts';
import type { Instant } from '../../model/time.ts';
import {
  type IdentityOverlay,
  movesKeys,
  readsSequences,
  resolveUsers,
  storedTimeline,
  type TimelineRequest,
} from '../../store/clickhouse/timeline.ts';
import { allOf, anyOf, joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { instant, param } from '../../store/sql/parameter.ts';
import { withKnownSince } from '../compile/window-timeline.ts';
import { jsonValue } from '../selector/compare-sql.ts';
import {
  areSequences,
  type EventSelector,
  namesSql,
  selectorSql,
  sequenceSelectorSql,
} from '../selector/event-selector.ts';
import { labelsSql } from '../selector/labels.ts';
import { withSessions } from '../sessions/sessions-sql.ts';
import { type CodeLayout, codeSql, maskOf } from './code-layout.ts';
import { excludes, isKeyed, lastRelevant, type Mark, type PathPlan, readsAll } from './path-plan.ts';

/** Where the events are read, and whose. */
export interface PathContext {
  readonly project: string;
  readonly overlay: IdentityOverlay;
  readonly asOf: Instant;
  /** The whole columns of `sequence_events`. */
  readonly sequenceColumns?: ReadonlySet<string> | undefined;
  /** Does a row's `unit` take part? Undefined: every unit does. */
  readonly taking: Sql | undefined;
}

/**
 * Rows `unit` and `codes` (see code-layout.ts, in order): one for each unit, or for each of the parts that its history is taken
 * apart into. Those without a start are left out.
 */
export function groupsSql(plan: PathPlan, context: PathContext, layout: CodeLayout): Sql {
  const collected = isTakenByRow(plan)
    ? keyedCodes(plan, context, layout)
    : plainCodes(plan, context, layout);
  // A row that stands twice in what was read makes two equal codes, and those are neighbours.
  const once = readsSequences(requestOf(plan, context))
    ? sql`arrayCompact(arraySort(codes))`
    : sql`arraySort(codes)`;
  return sql`SELECT unit, ${once} AS codes FROM (${collected}) WHERE bitTest(flags, ${n(plan.startMark)})`;
}

/** Must each row's owner be known before rows are collected? */
function isTakenByRow(plan: PathPlan): boolean {
  return isKeyed(plan) || beginsEarly(plan);
}

/**
 * Rows `unit`, `codes`, unordered, and `flags`, the bits of the marks. Where keys belong to others the events are
 * collected by stored key, and then the collections by owner: an owner is looked up once for each key, not for each event.
 */
function plainCodes(plan: PathPlan, context: PathContext, layout: CodeLayout): Sql {
  const rows = storedTimeline({
    ...requestOf(plan, context),
    columns: [sql`${markBits(plan, context)} AS mark_bits`],
  });
  const members = takingPart(context);
  const collected = (from: Sql) => sql`SELECT unit, groupArray(${codeSql(layout)}) AS codes,
      groupBitOr(mark_bits) AS flags
    FROM ${from} GROUP BY unit`;
  if (plan.spec.unit === 'account' || !movesKeys(context.overlay))
    return collected(sql`(${rows}) ${members}`);
  return sql`SELECT unit, groupArrayArray(codes) AS codes, groupBitOr(flags) AS flags
    FROM (${resolveUsers(collected(sql`(${rows})`), context.project, context.overlay)}) ${members} GROUP BY unit`;
}

/** The same, one for each unit, session and combination of held values. */
function keyedCodes(plan: PathPlan, context: PathContext, layout: CodeLayout): Sql {
  const held = plan.spec.holdConstant.map((_, i) => heldName(i));
  const sessionKeys = plan.session === undefined ? [] : [sql`done_by`, sql`session`];
  const rows = heldRows(plan, sessionRows(plan, context));
  const by = joinSql([sql`unit`, ...sessionKeys, ...held], ', ');
  const groups = sql`SELECT ${by}, groupArray(${codeSql(layout)}) AS codes, groupBitOr(mark_bits) AS flags
    FROM (${rows}) ${takingPart(context)} GROUP BY ${by}`;
  if (held.length === 0 || !excludes(plan)) return sql`SELECT unit, codes, flags FROM (${groups})`;
  return withExcludedOfAnyValue(groups, sessionKeys, held);
}

/**
 * Excluded events that lack a held value belong to every group whose other values are theirs. Groups of one unit (and session) are
 * put side by side, and each takes the events of those with a gap in their key that fits.
 */
function withExcludedOfAnyValue(groups: Sql, sessionKeys: readonly Sql[], held: readonly Sql[]): Sql {
  const by = joinSql([sql`unit`, ...sessionKeys], ', ');
  const side = sql`SELECT ${by}, groupArray(([${joinSql(held, ', ')}], codes, flags)) AS parts
    FROM (${groups}) GROUP BY ${by}`;
  const whole = sql`arrayFilter(part -> NOT has(part.1, ''), parts)`;
  const fitting = sql`arrayFilter(part -> has(part.1, '') AND arrayAll((label, own) -> label = '' OR label = own, part.1, own_part.1), parts)`;
  return sql`SELECT unit, arrayConcat(own_part.2, arrayFlatten(arrayMap(part -> part.2, ${fitting}))) AS codes, own_part.3 AS flags
    FROM (SELECT unit, parts, arrayJoin(${whole}) AS own_part FROM (${side}))`;
}

/** Rows `unit`, `t`, `seq`, `mark_bits`, `held<i>` (labels) and, in a session funnel, `done_by` and `session`. */
function sessionRows(plan: PathPlan, context: PathContext): Sql {
  const { session, spec } = plan;
  const request = requestOf(plan, context);
  const columns = [
    sql`${markBits(plan, context)} AS mark_bits`,
    ...spec.holdConstant.map(
      ({ scope, property }, i) =>
        sql`${labelsSql(jsonValue(scope === 'event' ? 'properties' : 'user_properties', property))} AS ${heldName(i)}`,
    ),
  ];
  if (session === undefined)
    return earlyRows(plan, context, ownedRows(plan, context, columns, request.where));
  const sent = sql`session_id != ${param.int(NO_SESSION)}`;
  const where = session === 'sent' ? allOf([request.where, sent]) : request.where;
  const rows = earlyRows(
    plan,
    context,
    ownedRows(plan, context, [...columns, sql`session_id`, sql`user AS done_by`], where),
  );
  if (session === 'sent') return sql`SELECT * EXCEPT (session_id), session_id AS session FROM (${rows})`;
  const split = withSessions(rows, 'gap', [sql`unit`, sql`done_by`]);
  const needed = plan.spec.order === 'exact' ? sql`1` : sql`mark_bits != 0`;
  return sql`SELECT * FROM (${split}) WHERE ${needed}`;
}

/** Rows with the keys that their events belong to now: `unit`, and `done_by` where it is a column. */
function ownedRows(plan: PathPlan, context: PathContext, columns: readonly Sql[], where: Sql): Sql {
  const { project, overlay } = context;
  const rows = storedTimeline({ ...requestOf(plan, context), where, columns });
  if (plan.spec.unit === 'user') {
    const resolved = resolveUsers(rows, project, overlay);
    return plan.session === undefined ? resolved : sql`SELECT * REPLACE (unit AS done_by) FROM (${resolved})`;
  }
  if (plan.session === undefined) return rows;
  const turned = sql`SELECT * EXCEPT (unit, done_by), stored.done_by AS unit, stored.unit AS account FROM (${rows}) AS stored`;
  return sql`SELECT * EXCEPT (unit, account), done.unit AS done_by, done.account AS unit
    FROM (${resolveUsers(turned, project, overlay)}) AS done`;
}

/** Does it depend on when a unit was first seen where its paths may begin? */
function beginsEarly({ begins }: PathPlan): boolean {
  return begins.firstDay !== undefined || begins.firstMs !== undefined;
}

/** Rows without the mark of beginnings where their unit was first seen too long ago, or on another day. */
function earlyRows(plan: PathPlan, context: PathContext, rows: Sql): Sql {
  if (!beginsEarly(plan)) return rows;
  const { firstDay, firstMs } = plan.begins;
  const conditions: Sql[] = [];
  if (firstMs !== undefined) conditions.push(sql`t < known_since + ${param.int(firstMs)}`);
  if (firstDay !== undefined) {
    const zone = param.string(firstDay.timeZone);
    const day = (ms: Sql) => sql`toDate32(fromUnixTimestamp64Milli(${ms}, ${zone}))`;
    conditions.push(sql`${day(sql`t`)} = ${day(sql`known_since`)}`);
  }
  const known = withKnownSince(rows, { ...context, unit: plan.spec.unit });
  return sql`SELECT * EXCEPT (known_since)
      REPLACE (if(${allOf(conditions)}, mark_bits, ${lessBits(sql`mark_bits`, plan.startMark)}) AS mark_bits)
    FROM (${known})`;
}

function lessBits(bits: Sql, mark: number): Sql {
  return sql`bitAnd(${bits}, bitNot(${maskOf([mark])}))`;
}

/** One row for each combination of the held values' elements. Without one of them an event can only be excluded. */
function heldRows(plan: PathPlan, rows: Sql): Sql {
  const held = plan.spec.holdConstant.map((_, i) => heldName(i));
  if (held.length === 0) return rows;
  const each = held.reduce(
    (made, name) => sql`SELECT * REPLACE (arrayJoin(${name}) AS ${name}) FROM (${made})`,
    rows,
  );
  const isMissing = anyOf(held.map((name) => sql`${name} = ''`));
  if (!excludes(plan)) return sql`SELECT * FROM (${each}) WHERE NOT (${isMissing})`;
  const excluded = plan.gaps.flatMap((gap) => (gap === 'any-event' ? [] : gap));
  const kept = sql`if(${isMissing}, bitAnd(mark_bits, ${maskOf(excluded)}), mark_bits)`;
  const needed = plan.spec.order === 'exact' ? sql`1` : sql`mark_bits != 0`;
  return sql`SELECT * FROM (SELECT * REPLACE (${kept} AS mark_bits) FROM (${each})) WHERE ${needed}`;
}

function heldName(place: number): Sql {
  return unsafeSql(`held${place}`);
}

/** The instants whose events a plan reads. */
function spanOf(plan: PathPlan): Pick<TimelineRequest, 'after' | 'until'> {
  return {
    after: plan.begins.from > 0 ? plan.begins.from - 1 : undefined,
    until: lastRelevant(plan),
  };
}

function requestOf(plan: PathPlan, context: PathContext) {
  return {
    project: context.project,
    unit: plan.spec.unit,
    where: readsAll(plan) ? namesSql([]) : anyOf(conditionsOf(plan, context)),
    ...spanOf(plan),
    sequencesOnly: asksSequences(plan, context),
  };
}

/** Are its marks told by what `sequence_events` has of an event? */
function asksSequences(plan: PathPlan, { sequenceColumns }: PathContext): boolean {
  return (
    !isTakenByRow(plan) &&
    plan.marks.every(({ any, none }) => areSequences([...any, ...none], sequenceColumns))
  );
}

/** The conditions of a plan's marks, by where they are read. A question asks for them in each of its queries, and in each of those twice. */
const conditions = {
  events: new WeakMap<PathPlan, readonly Sql[]>(),
  sequences: new WeakMap<PathPlan, readonly Sql[]>(),
};

function conditionsOf(plan: PathPlan, context: PathContext): readonly Sql[] {
  const request = { unit: plan.spec.unit, ...spanOf(plan), sequencesOnly: asksSequences(plan, context) };
  const from = readsSequences(request) ? 'sequences' : 'events';
  const made =
    conditions[from].get(plan) ?? newConditions(plan, from === 'events' ? selectorSql : sequenceSelectorSql);
  conditions[from].set(plan, made);
  return made;
}

function newConditions({ marks, begins }: PathPlan, toSql: (selector: EventSelector) => Sql): Sql[] {
  const anySelector = (selectors: Mark['any']): Sql => {
    const made = selectors.map(toSql);
    const [only, ...others] = made;
    return only !== undefined && others.length === 0 ? only : anyOf(made);
  };
  return marks.map((mark) => {
    const conditions = [anySelector(mark.any)];
    if (mark.none.length > 0) conditions.push(sql`NOT (${anySelector(mark.none)})`);
    if (mark.begins) conditions.push(sql`time < ${instant(begins.to)}`);
    const [only, ...others] = conditions;
    return only !== undefined && others.length === 0 ? only : allOf(conditions);
  });
}

function takingPart({ taking }: PathContext): Sql {
  return taking === undefined ? sql`` : sql`WHERE ${taking}`;
}

/** An integer with a bit for each mark that an event has, the first lowest: the narrowest integer that has them all, which is the cheapest to compute. */
function markBits(plan: PathPlan, context: PathContext): Sql {
  const conditions = conditionsOf(plan, context);
  const width = [8, 16, 32].find((bits) => conditions.length <= bits) ?? 64;
  const bit = (condition: Sql, i: number) =>
    sql`bitShiftLeft(${unsafeSql(`toUInt${width}`)}(${condition}), ${n(i)})`;
  return conditions.map(bit).reduce((all, each) => sql`bitOr(${all}, ${each})`);
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
