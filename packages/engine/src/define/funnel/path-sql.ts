import { joinSql, type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import type { EventSelector } from '../selector/event-selector.ts';
import { type CodeLayout, codeDeadline, has, hasAny, maskOf, noCode } from './code-layout.ts';
import { excludes, type PathPlan } from './path-plan.ts';

/**
 * Of rows with `unit`, `codes` and the columns `carried`, in which some event may begin a path: `unit`, `carried`,
 * `last_open` (the end of the window of the last event that may begin a path), `depth` (steps of the path), `entry` (the code of the event that it
 * begins with), `code1`..`codeN` (those of its steps, meaningless past `depth`) and, where a plan needs them later, `codes`.
 * No window function of ClickHouse: `windowFunnel` orders events of one millisecond to the path's favour, and says
 * neither when the steps were done nor which path it took.
 */
export function pathSql(groups: Sql, plan: PathPlan, layout: CodeLayout, carried: readonly Sql[]): Sql {
  const kept = [sql`unit`, ...carried];
  return plan.spec.order === 'any'
    ? anyOrderPath(groups, plan, layout, kept)
    : orderedPath(groups, plan, layout, kept);
}

/** Are the codes of a path's group asked for, after the path is found? */
export function needsCodes({ optional, frequency }: PathPlan): boolean {
  return optional.length > 0 || frequency !== undefined;
}

/**
 * One sweep over a group's codes, a few array functions without a look into another array: `open<j>` is for each event the deadline of
 * the latest path of j steps so far (0: none), that is the last code within the window of its start. The latest start leaves most of the
 * window, so step j + 1 is reached when some event fills it and is not past the `open<j>` before it. A path too old for one event is too old for
 * all later ones, so nothing is lost when the fill skips it. What is excluded after step j closes: the 1 is a deadline before all codes.
 *
 * The path ends with `path_end`, the first event at which a path of its depth is complete, and begins with the first start from which one
 * is complete by then: of two paths that cross, the earlier start may go on with the other's end. So each step of the earliest path is the
 * first event from which the rest can be done, and all but the end are looked for in `near`, the few events up to the end with it in their
 * window. Where nothing is excluded, every event after a start within the window can be gone on from, and the first that fills the step is it.
 * Where no second step was reached there is no end: its code is 0, and every event is near.
 */
function orderedPath(groups: Sql, plan: PathPlan, layout: CodeLayout, kept: readonly Sql[]): Sql {
  const steps = plan.required.length;
  const deadline = codeDeadline(sql`code`, plan.windowMs, layout);
  const one = unsafeSql(`to${layout.integer}(1)`);
  const sweep: Sql[] = [];
  for (let step = 1; step <= steps; step += 1) {
    if (step === 1) {
      const begun = closing(
        plan,
        1,
        sql`if(${has(sql`code`, 0)}, ${deadline}, 0)`,
        sql`${has(sql`code`, 0)}`,
        one,
      );
      sweep.push(sql`arrayFill(open -> open != 0, arrayMap(code -> ${begun}, codes)) AS open1`);
      continue;
    }
    const open = sql`open${n(step - 1)}`;
    // An event that fills two steps in a row must not follow itself. Where none can, what is open at an event that fills the later was so before it.
    const before =
      isOpenGap(plan, step - 1) && neverBoth(plan.required[step - 2], plan.required[step - 1])
        ? open
        : sql`arrayPushFront(arrayPopBack(${open}), 0)`;
    const reaches = sql`${has(sql`code`, step - 1)} AND code <= open`;
    if (step === steps) {
      sweep.push(sql`arrayFirstIndex((code, open) -> ${reaches}, codes, ${before}) AS end${n(step)}`);
      continue;
    }
    sweep.push(
      sql`arrayMap((code, open) -> if(${reaches}, open, 0), codes, ${before}) AS reached${n(step)}`,
      sql`arrayFirstIndex(reached -> reached != 0, reached${n(step)}) AS end${n(step)}`,
      isOpenGap(plan, step)
        ? sql`arrayFill(reached -> reached != 0, reached${n(step)}) AS open${n(step)}`
        : sql`arrayFill(open -> open != 0, arrayMap((code, reached) -> ${closing(plan, step, sql`reached`, sql`reached != 0`, one)}, codes, reached${n(step)})) AS open${n(step)}`,
    );
  }
  const ends = range(2, steps).map((step) => sql`end${n(step)}`);
  const depth = joinSql(
    ends.map((end) => sql`(${end} != 0)`),
    ' + ',
  );
  const columns = joinSql([...kept, ...(needsCodes(plan) ? [sql`codes`] : [])], ', ');
  // `open1` may be closed at its end; the last start's window then has to be found again.
  const lastOpen = isOpenGap(plan, 1) ? sql`open1[-1]` : sql`arrayLast(open -> open > 1, open1)`;
  return sql`SELECT ${columns}, depth, last_open, code1 AS entry, ${joinSql(
    range(1, steps - 1).map((step) => sql`code${n(step)}`),
    ', ',
  )}, end_code AS code${n(steps)}
    FROM (
      SELECT ${columns}, depth, last_open, end_code, ${joinSql(excludes(plan) ? chosenPath(plan) : nextEvents(plan), ', ')}
      FROM (
        SELECT ${columns}, depth, last_open, codes[path_end] AS end_code,
          arrayFilter(code -> ${deadline} >= end_code, arraySlice(codes, 1, if(depth = 1, length(codes), path_end))) AS near
        FROM (
          SELECT ${joinSql([...kept, sql`codes`], ', ')}, toUInt8(1 + ${depth}) AS depth, ${lastOpen} AS last_open,
            greatest(0, ${joinSql(ends, ', ')}) AS path_end, ${joinSql(sweep, ', ')}
          FROM (${groups})
        )
      )
    )`;
}

/** What is open after an event: what it opens, or else nothing where it is excluded after the step. */
function closing(plan: PathPlan, step: number, opened: Sql, opens: Sql, one: Sql): Sql {
  const gap = plan.gaps[step - 1] ?? [];
  if (gap === 'any-event') return sql`if(${opens}, ${opened}, ${one})`;
  return gap.length === 0 ? opened : sql`multiIf(${opens}, ${opened}, ${hasAny(sql`code`, gap)}, ${one}, 0)`;
}

/** May anything happen between a step, counted from 1, and the next? */
function isOpenGap({ gaps }: PathPlan, step: number): boolean {
  const gap = gaps[step - 1] ?? [];
  return gap !== 'any-event' && gap.length === 0;
}

function nextEvents({ required }: PathPlan): Sql[] {
  return [
    sql`arrayFirst(code -> ${has(sql`code`, 0)}, near) AS code1`,
    ...range(2, required.length - 1).map(
      (step) =>
        sql`arrayFirst(code -> ${has(sql`code`, step - 1)} AND code > code${n(step - 1)}, near) AS code${n(step)}`,
    ),
  ];
}

/** `can<j>`: may the path go over this event as its step j? Found from the end backwards. */
function chosenPath(plan: PathPlan): Sql[] {
  const steps = plan.required.length;
  const can: Sql[] = [sql`arrayMap(code -> depth = ${n(steps)} AND code = end_code, near) AS can${n(steps)}`];
  for (let step = steps - 1; step >= 1; step -= 1) {
    const gap = plan.gaps[step - 1] ?? [];
    const isExcluded = gap === 'any-event' ? sql`1` : hasAny(sql`code`, gap);
    const decisive = sql`arrayMap((code, can) -> multiIf(can, 2, ${isExcluded}, 1, 0), near, can${n(step + 1)})`;
    const next = sql`arrayPushBack(arrayPopFront(arrayReverseFill(found -> found != 0, ${decisive})), 0)`;
    const isEnd = step === 1 ? sql`depth = 1` : sql`depth = ${n(step)} AND code = end_code`;
    can.push(
      sql`arrayMap((code, next) -> ${has(sql`code`, step - 1)} AND (next = 2 OR (${isEnd})), near, ${next}) AS can${n(step)}`,
    );
  }
  return [
    ...can,
    sql`arrayFirst((code, can) -> can, near, can1) AS code1`,
    ...range(2, steps - 1).map(
      (step) =>
        sql`arrayFirst((code, can) -> can AND code > code${n(step - 1)}, near, can${n(step)}) AS code${n(step)}`,
    ),
  ];
}

/** Can no event be both? Told by the names alone. */
function neverBoth(one: EventSelector | undefined, other: EventSelector | undefined): boolean {
  if (!one?.names.length || !other?.names.length) return false;
  return !one.names.some((name) => other.names.includes(name));
}

/**
 * `next<j>` is for each event the code of the first from it on that fills step j, and `reach<j>` that at which the first j steps are done
 * (the highest code: never). The path begins at the first event that may begin one, fills one of the first j steps (an attempt has begun with
 * its first event, whatever that fills), and reaches them within its window and before the next excluded event.
 */
function anyOrderPath(groups: Sql, plan: PathPlan, layout: CodeLayout, kept: readonly Sql[]): Sql {
  const steps = plan.required.length;
  const none = noCode(layout);
  const isAttempt = plan.spec.count === 'totals';
  const isStart = has(sql`code`, plan.startMark);
  const deadline = codeDeadline(sql`code`, plan.windowMs, layout);
  const nextOf = (isIt: Sql) =>
    sql`arrayReverseFill(code -> code != ${none}, arrayMap(code -> if(${isIt}, code, ${none}), codes))`;
  const [gap = []] = plan.gaps;
  const excluded = gap === 'any-event' ? [] : gap;
  const limits =
    excluded.length === 0
      ? sql`arrayMap(code -> if(${isStart}, ${deadline}, 0), codes)`
      : sql`arrayMap((code, excluded) -> if(${isStart}, least(${deadline}, excluded), 0), codes,
          arrayPushBack(arrayPopFront(${nextOf(hasAny(sql`code`, excluded))}), ${none}))`;
  const sweep: Sql[] = [sql`${limits} AS limits`];
  for (let step = 1; step <= steps; step += 1) {
    sweep.push(sql`${nextOf(has(sql`code`, step - 1))} AS next${n(step)}`);
    sweep.push(
      step === 1
        ? sql`next1 AS reach1`
        : sql`arrayMap((one, other) -> greatest(one, other), reach${n(step - 1)}, next${n(step)}) AS reach${n(step)}`,
    );
    const fillsOne = isAttempt ? sql`1` : sql`bitAnd(toUInt64(code), ${maskOf(range(0, step - 1))}) != 0`;
    sweep.push(
      sql`arrayFirstIndex((code, reach, end) -> reach <= end AND ${fillsOne}, codes, reach${n(step)}, limits) AS begin${n(step)}`,
    );
  }
  const depth = joinSql(
    range(1, steps).map((step) => sql`${n(step)} * (begin${n(step)} != 0)`),
    ', ',
  );
  const begin = joinSql(
    range(1, steps)
      .reverse()
      .flatMap((step) => [sql`begin${n(step)} != 0`, sql`begin${n(step)}`]),
    ', ',
  );
  const codes = range(1, steps).map(
    (step) => sql`if(depth >= ${n(step)}, next${n(step)}[begin], 0) AS code${n(step)}`,
  );
  const columns = joinSql([...kept, ...(needsCodes(plan) ? [sql`codes`] : [])], ', ');
  const lastOpen = codeDeadline(sql`arrayLast(code -> ${isStart}, codes)`, plan.windowMs, layout);
  return sql`SELECT ${columns}, depth, last_open, codes[begin] AS entry, ${joinSql(codes, ', ')}
    FROM (
      SELECT ${joinSql([...kept, sql`codes`], ', ')}, toUInt8(greatest(0, ${depth})) AS depth, multiIf(${begin}, 0) AS begin,
        ${lastOpen} AS last_open, ${joinSql(sweep, ', ')}
      FROM (${groups})
    ) WHERE depth > 0`;
}

/** A small number of ours as text: part of a name, or a literal. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
