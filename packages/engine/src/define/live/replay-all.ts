import { type FoldProgress, foldUnits } from './fold-units.ts';
import type { LiveUnit } from './live-unit.ts';
import { ConditionCourse, type Interval } from './replay.ts';
import { type ReplayPlanRequest, replayPlan } from './replay-plan.ts';

export interface ReplayAllRequest extends ReplayPlanRequest {
  /** Each unit known at `until`, with the whiles in which each definition held of it. By ascending key. */
  readonly each: (unit: LiveUnit, intervals: readonly (readonly Interval[])[]) => void;
}

/**
 * The exact whiles of membership of every user or account of a project, for some definitions of that unit: with `from`, those
 * that began earlier begin there, and what cannot matter from then on is not read. One unit is held at a time; the store
 * sorts, on disk when memory is short. Rejects with a QueryLimitError when cancelled, and with a
 * ProblemError (422) as replayPlan does.
 */
export async function replayAll(request: ReplayAllRequest): Promise<FoldProgress> {
  const { from, each } = request;
  const { plan, roots } = await replayPlan(request);
  return foldUnits({
    ...request,
    plan,
    asOf: from,
    readings: () => roots.map((root) => new ConditionCourse(root)),
    each: (unit, courses) => {
      each(
        unit,
        courses.map(({ intervals }) => intervals),
      );
    },
  });
}
