import type { MembersContext } from '../../define/compile/members.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { calendarStarts } from '../../util/calendar.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { limitedIntervals } from '../scope/limited-intervals.ts';
import type { LifecycleAnswer, LifecycleCounts } from './result.ts';
import { type LifecycleSpec, lifecycleSpec, MAX_INTERVALS } from './spec.ts';
import { lifecycleSql } from './to-sql.ts';

export const lifecycle = defineAnalysis<'lifecycle', LifecycleSpec, LifecycleAnswer>({
  kind: 'lifecycle',
  summary: 'Who is active in each interval: new, current, resurrected, and who went dormant',
  spec: lifecycleSpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const asOf = spec.asOf ?? now;
    const timeZone = spec.timeZone ?? project.timeZone;
    const starts = lifecycleStarts(spec, timeZone);
    const counts = await countLifecycle(
      spec,
      { project: project.id, overlay, asOf, cohorts },
      starts,
      store,
      signal,
    );
    return {
      kind: 'lifecycle',
      unit: spec.unit,
      interval: spec.interval,
      timeZone,
      asOf,
      intervals: counts.map((count, i) => {
        const [from = 0, to = 0] = starts.slice(i + 1);
        const won = count.new + count.resurrected;
        return {
          from,
          to,
          isIncomplete: to > asOf + 1,
          ...count,
          pulse: count.dormant === 0 ? null : won / count.dormant,
        };
      }),
    };
  },
});

/** The beginnings of the interval before the first, of every interval, and of that after the last. Throws a ProblemError when there are too many. */
export function lifecycleStarts(
  { from, to, interval, weekStart }: LifecycleSpec,
  timeZone: string,
): readonly Instant[] {
  const [first = from] = limitedIntervals(from, to - 1, {
    ...{ interval, timeZone, weekStart },
    most: MAX_INTERVALS,
  });
  return calendarStarts(first - 1, to - 1, interval, timeZone, weekStart);
}

/** Runs the question in the store: the counts of every interval, in order. */
export async function countLifecycle(
  spec: LifecycleSpec,
  context: MembersContext,
  starts: readonly Instant[],
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<LifecycleCounts[]> {
  const cohort =
    spec.cohort === undefined
      ? undefined
      : {
          definition: chosenCohort(spec.cohort, spec.unit, context.cohorts),
          asOf: spec.membersAsOf ?? context.asOf,
        };
  const counts = starts.slice(2).map(() => ({ new: 0, current: 0, resurrected: 0, dormant: 0 }));
  const rows = await store.query<{ place: string; state: keyof LifecycleCounts; units: number }>(
    lifecycleSql(spec, cohort, context, starts),
    { signal },
  );
  for (const { place, state, units } of rows) {
    const count = counts[Number(place) - 2];
    if (count !== undefined) count[state] = units;
  }
  return counts;
}
