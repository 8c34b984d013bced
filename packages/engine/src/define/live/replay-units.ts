import { foldUnits } from './fold-units.ts';
import { ConditionCourse, type Interval } from './replay.ts';
import { type ReplayPlanRequest, replayPlan } from './replay-plan.ts';
import { unitKeys } from './unit-keys.ts';

export interface ReplayUnitsRequest extends ReplayPlanRequest {
  /** Keys, decimal uint64, each the one that a history ends at. */
  readonly subjects: readonly string[];
}

/** Units whose rows are read with one query. */
const CHUNK = 500;

/**
 * The exact whiles in which each of some definitions held of some units, out of these units' rows alone: intervals by definition, for
 * each subject that is known at `until`. Throws a ProblemError (422) as replayPlan does.
 */
export async function replayUnits(
  request: ReplayUnitsRequest,
): Promise<ReadonlyMap<string, readonly (readonly Interval[])[]>> {
  const { store, project, unit, overlay, subjects } = request;
  const { plan, roots } = await replayPlan(request);
  const found = new Map<string, readonly (readonly Interval[])[]>();
  for (let start = 0; start < subjects.length; start += CHUNK) {
    const wanted = new Set(subjects.slice(start, start + CHUNK));
    await foldUnits({
      ...request,
      plan,
      keys: await unitKeys(store, project, unit, overlay, [...wanted]),
      readings: () => roots.map((root) => new ConditionCourse(root)),
      each: ({ key }, courses) => {
        if (!wanted.has(key)) return;
        found.set(
          key,
          courses.map(({ intervals }) => intervals),
        );
      },
    });
  }
  return found;
}
