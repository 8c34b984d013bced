import { type Sql, sql, unsafeSql } from '../../store/sql/fragment.ts';
import { type CodeLayout, codeDeadline, has, hasAny, noCode, without } from './code-layout.ts';
import type { FunnelPlan } from './plan.ts';

/**
 * Of rows with `unit`, `codes` and `misfit` one row for each attempt: the codes from its start up to the next attempt's, of which
 * the first alone may begin a path.
 *
 * For every start it is found out when a complete path from there would be done, by a sweep back from the last step to the first: the
 * nearest event from which the rest can be done is the best one. An attempt ends there, or with its window. Then one fold over the starts keeps
 * those at which no attempt is under way, and the codes are cut before each: merged with a copy of the kept starts, each kept one stands twice.
 */
export function attemptsSql(groups: Sql, plan: FunnelPlan, layout: CodeLayout): Sql {
  const none = noCode(layout);
  const zero = unsafeSql(`to${layout.integer}(0)`);
  const deadline = codeDeadline(sql`code`, plan.windowMs, layout);
  const isStart = has(sql`code`, plan.startMark);
  const done = plan.spec.order === 'any' ? doneInAnyOrder(plan, none) : doneInOrder(plan, none, zero);
  const fold = sql`arrayFold((kept, code, ends) -> if(code > kept.1, (ends, arrayPushBack(kept.2, code)), kept), starts, until,
      (${zero}, CAST([], ${unsafeSql(`'Array(${layout.integer})'`)}))).2`;
  return sql`SELECT unit, misfit, arrayMap((code, place) -> if(place = 1, code, ${without(sql`code`, plan.startMark, layout)}), part, arrayEnumerate(part)) AS codes
    FROM (
      SELECT unit, misfit, arrayJoin(arraySplit((code, is_kept) -> is_kept, once, is_kept)) AS part
      FROM (
        SELECT unit, misfit, arrayFilter((code, next) -> code != next, merged, nexts) AS once,
          arrayFilter((is_kept, code, next) -> code != next, arrayMap((code, before) -> code = before, merged, befores), merged, nexts) AS is_kept
        FROM (
          SELECT unit, misfit, merged, arrayPushBack(arrayPopFront(merged), ${zero}) AS nexts, arrayPushFront(arrayPopBack(merged), ${zero}) AS befores
          FROM (
            SELECT unit, misfit, arraySort(arrayConcat(arrayFilter(code -> code >= first, codes), kept)) AS merged
            FROM (
              SELECT unit, misfit, codes, ${fold} AS kept, kept[1] AS first
              FROM (
                SELECT unit, misfit, codes, arrayFilter(code -> ${isStart}, codes) AS starts,
                  arrayFilter((ends, code) -> ${isStart}, arrayMap((code, done) -> least(done, ${deadline}), codes, done1), codes) AS until
                FROM (SELECT unit, misfit, codes, ${done} AS done1 FROM (${groups}))
              )
            )
          )
        )
      )
    )`;
}

/** For each event that fills the first step, the code with which a complete path from it is done first; `none` for the others. */
function doneInOrder({ required, gaps }: FunnelPlan, none: Sql, zero: Sql): Sql {
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
function doneInAnyOrder({ required, gaps }: FunnelPlan, none: Sql): Sql {
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
