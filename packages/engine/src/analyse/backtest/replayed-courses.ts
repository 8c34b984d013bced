import type { MembersContext } from '../../define/compile/members.ts';
import { durationMs } from '../../define/language/duration.ts';
import { replayAll } from '../../define/live/replay-all.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { CourseCollector } from './course-collector.ts';
import { goalTimes } from './goal-times.ts';
import type { BacktestCourse } from './result.ts';
import type { BacktestSpec } from './spec.ts';
import type { BacktestCohorts } from './to-sql.ts';

/**
 * The courses of a backtest out of one replay: who was a member at each instant is read off the exact whiles of membership, so that
 * more instants cost next to nothing.
 */
export async function replayedCourses(
  spec: BacktestSpec,
  { cohort, baseline }: BacktestCohorts,
  instants: readonly Instant[],
  context: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<Iterable<BacktestCourse>> {
  const goals = await goalTimes(spec, instants, context, store, signal);
  const { horizon, firstTime, unit } = spec;
  const collector = new CourseCollector({ instants, horizonMs: durationMs(horizon), firstTime });
  await replayAll({
    ...context,
    ...{ store, unit, signal, from: instants[0], until: instants.at(-1) ?? context.asOf },
    definitions: baseline ? [cohort, baseline] : [cohort],
    each: ({ key, knownSince }, [members = [], others]) =>
      collector.add({ knownSince, members, others, goals: goals.get(key) ?? [] }),
  });
  return collector.courses;
}
