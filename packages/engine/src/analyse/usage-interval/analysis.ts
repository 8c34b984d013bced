import type { MembersContext } from '../../define/compile/members.ts';
import type { EventStore } from '../../store/event-store.ts';
import { must } from '../../util/assert.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import type { UsageIntervalAnswer, UsageIntervalBar, UsageIntervalCounts } from './result.ts';
import { type UsageIntervalSpec, usageIntervalSpec } from './spec.ts';
import { usageIntervalSql } from './to-sql.ts';

export const usageInterval = defineAnalysis<'usage-interval', UsageIntervalSpec, UsageIntervalAnswer>({
  kind: 'usage-interval',
  summary:
    'How long units usually leave between one use and the next, and so by which interval to ask for retention.',
  spec: usageIntervalSpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const asOf = spec.asOf ?? now;
    const context = { project: project.id, overlay, asOf, cohorts };
    const counts = await countUsageIntervals(spec, context, project.timeZone, store, signal);
    const bars = barsOf(counts, spec);
    const [lower = null, median = null, upper = null] = counts.quartiles;
    return {
      kind: 'usage-interval',
      unit: spec.unit,
      gaps: spec.gaps,
      timeZone: project.timeZone,
      asOf,
      units: counts.units,
      once: counts.once,
      bars,
      quartiles: { lower, median, upper },
      share: spec.share,
      usageInterval: bars.find(({ within }) => (within.share ?? 0) >= spec.share)?.days ?? null,
    };
  },
});

/** Runs the question in the store. */
export async function countUsageIntervals(
  spec: UsageIntervalSpec,
  context: MembersContext,
  timeZone: string,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<UsageIntervalCounts> {
  const cohort =
    spec.cohort === undefined
      ? undefined
      : {
          definition: chosenCohort(spec.cohort, spec.unit, context.cohorts),
          asOf: spec.membersAsOf ?? context.asOf,
        };
  const [row] = await store.query<{
    units: number;
    once: number;
    days: number[];
    units_by_days: number[];
    quartiles: (number | null)[];
  }>(usageIntervalSql(spec, cohort, context, timeZone), { signal });
  const { units, once, days, units_by_days, quartiles } = must(row, 'row of an aggregate');
  return {
    units,
    once,
    byDays: days.map((each, i) => [each, units_by_days[i] ?? 0] as const),
    quartiles: units > once ? quartiles : [null, null, null],
  };
}

/** A bar for each day up to the last that is asked for, and one for longer gaps where there are any. */
function barsOf({ units, once, byDays }: UsageIntervalCounts, spec: UsageIntervalSpec): UsageIntervalBar[] {
  const found = new Map(byDays);
  const longer = found.get(spec.days + 1) ?? 0;
  let within = 0;
  const bars = Array.from({ length: spec.days + (longer > 0 ? 1 : 0) }, (_, i): UsageIntervalBar => {
    const of = found.get(i + 1) ?? 0;
    within += of;
    return { days: i < spec.days ? i + 1 : null, units: of, within: proportion(within, units - once) };
  });
  return bars;
}
