import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { type CodeLayout, codeDeadline, has, hasAny, noCode, without } from './code-layout.ts';
import type { PathPlan } from './path-plan.ts';

/**
 * Of rows with `unit` and `codes` one row for each attempt: the codes from its start up to the next attempt's, of which
 * the first alone may begin a path.
 *
 * For every start it is found out when a complete path from there would be done, by a sweep back from the last step to the first: the
 * nearest event from which the rest can be done is the best one. An attempt ends there, or with its window. Then a fold over the starts keeps
 * those at which no attempt is under way, and the codes are cut before each: merged with a copy of the kept starts, each kept one stands twice.
 */
export function attemptsSql(groups: Sql, plan: PathPlan, layout: CodeLayout): Sql {
  const none = noCode(layout);
  const zero = unsafeSql(`to${layout.integer}(0)`);
  const deadline = codeDeadline(sql`code`, plan.windowMs, layout);
  const isStart = has(sql`code`, plan.startMark);
  const done = plan.spec.order === 'any' ? doneInAnyOrder(plan, none) : doneInOrder(plan, none, zero);
  const fold = keptStarts(zero, layout);
  return sql`SELECT unit, arrayMap((code, place) -> if(place = 1, code, ${without(sql`code`, plan.startMark, layout)}), part, arrayEnumerate(part)) AS codes
    FROM (
      SELECT unit, arrayJoin(arraySplit((code, is_kept) -> is_kept, once, is_kept)) AS part
      FROM (
        SELECT unit, arrayFilter((code, next) -> code != next, merged, nexts) AS once,
          arrayFilter((is_kept, code, next) -> code != next, arrayMap((code, before) -> code = before, merged, befores), merged, nexts) AS is_kept
        FROM (
          SELECT unit, merged, arrayPushBack(arrayPopFront(merged), ${zero}) AS nexts, arrayPushFront(arrayPopBack(merged), ${zero}) AS befores
          FROM (
            SELECT unit, arraySort(arrayConcat(arrayFilter(code -> code >= first, codes), kept)) AS merged
            FROM (
              SELECT unit, codes, ${fold} AS kept, kept[1] AS first
              FROM (
                SELECT unit, codes, arrayFilter(code -> ${isStart}, codes) AS starts,
                  arrayFilter((ends, code) -> ${isStart}, arrayMap((code, done) -> least(done, ${deadline}), codes, done1), codes) AS until
                FROM (SELECT unit, codes, ${done} AS done1 FROM (${groups}))
              )
            )
          )
        )
      )
    )`;
}

/** Starts that are folded at a time, see keptStarts. */
const STARTS_AT_A_TIME = 64;

/**
 * Of `starts` those at which no attempt is under way, given the code `until` which each would last. A step of `arrayFold` costs as much as the
 * arrays that it folds are long, so that one fold over all starts of a unit would grow with their square: they are folded a few at a time.
 */
function keptStarts(zero: Sql, layout: CodeLayout): Sql {
  const nothing = sql`CAST([], ${unsafeSql(`'Array(${layout.integer})'`)})`;
  const few = (codes: Sql) =>
    sql`arraySplit((code, place) -> place % ${n(STARTS_AT_A_TIME)} = 0, ${codes}, arrayEnumerate(${codes}))`;
  const keptOfFew = sql`arrayFold((kept, code, ends) -> if(code > kept.1, (ends, arrayPushBack(kept.2, code)), kept),
    few_starts, few_until, (all_kept.1, ${nothing}))`;
  // The fold within is over one element: it gives the result a name.
  return sql`arrayFold((all_kept, few_starts, few_until) ->
      arrayFold((so_far, more) -> (more.1, arrayConcat(so_far.2, more.2)), [${keptOfFew}], all_kept),
    ${few(sql`starts`)}, ${few(sql`until`)}, (${zero}, ${nothing})).2`;
}

/** For each event that fills the first step, the code with which a complete path from it is done first; `none` for the others. */
function doneInOrder({ required, gaps }: PathPlan, none: Sql, zero: Sql): Sql {
  const last = required.length - 1;
  let done = sql`arrayMap(code -> if(${has(sql`code`, last)}, code, ${none}), codes)`;
  for (let step = last - 1; step >= 0; step -= 1) {
    const gap = gaps[step] ?? [];
    const isExcluded = gap === 'any-event' ? sql`1` : hasAny(sql`code`, gap);
    const known = sql`arrayMap((code, done) -> multiIf(done != ${none}, done, ${isExcluded}, ${none}, ${zero}), codes, ${done})`;
    const next = sql`arrayPushBack(arrayPopFront(arrayReverseFill(done -> done != 0, ${known})), ${zero})`;
    done = sql`arrayMap((code, done) -> if(${has(sql`code`, step)} AND done != 0, done, ${none}), codes, ${next})`;
  }
  return done;
}

/** For each event, the code with which all steps are done from it on; `none` where they are not, or something excluded lies between. */
function doneInAnyOrder({ required, gaps }: PathPlan, none: Sql): Sql {
  const nextOf = (isIt: Sql) =>
    sql`arrayReverseFill(code -> code != ${none}, arrayMap(code -> if(${isIt}, code, ${none}), codes))`;
  const reached = required
    .map((_, step) => nextOf(has(sql`code`, step)))
    .reduce((all, each) => sql`arrayMap((one, other) -> greatest(one, other), ${all}, ${each})`);
  const [gap = []] = gaps;
  if (gap === 'any-event' || gap.length === 0) return reached;
  const excluded = sql`arrayPushBack(arrayPopFront(${nextOf(hasAny(sql`code`, gap))}), ${none})`;
  return sql`arrayMap((done, excluded) -> if(excluded < done, ${none}, done), ${reached}, ${excluded})`;
}

/** A small number of ours as text. */
function n(value: number): Sql {
  return unsafeSql(String(value));
}
