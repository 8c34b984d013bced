import { must } from '../../util/assert.ts';
import { compareShares } from '../../util/statistics/compare-shares.ts';
import { type Proportion, proportion } from '../../util/statistics/proportion.ts';
import { FREQUENCY_BOUNDS, timeBounds } from './buckets.ts';
import type { FunnelCounts, OptionalCounts } from './counts.ts';
import { periodBounds } from './periods.ts';
import type { FunnelPlan } from './plan.ts';
import type {
  FunnelAnswer,
  FunnelBreakdown,
  FunnelBreakdownRow,
  FunnelPeriod,
  FunnelStep,
} from './result.ts';

/** What was counted, with its shares and intervals. */
export function funnelAnswer(plan: FunnelPlan, found: FunnelCounts): FunnelAnswer {
  const { spec } = plan;
  return {
    kind: 'funnel',
    unit: spec.unit,
    order: spec.order,
    count: spec.count,
    from: plan.from,
    to: plan.to,
    asOf: plan.asOf,
    conversionWindowMs: plan.session === undefined ? plan.windowMs : null,
    steps: steps(plan, found),
    open: found.open,
    breakdown: breakdown(plan, found),
    ...(found.times ? { timeBounds: timeBounds(plan) } : {}),
    ...(found.frequency ? { frequency: frequency(plan, found.frequency) } : {}),
    ...(found.periods ? { overTime: periods(plan, found.periods) } : {}),
    ...(found.segments ? { segments: segments(plan, found.segments) } : {}),
  };
}

function steps(plan: FunnelPlan, found: FunnelCounts): FunnelStep[] {
  const { counts } = found;
  const first = counts[0] ?? 0;
  let required = -1;
  let optional = -1;
  return plan.spec.steps.map(({ optional: isOptional, names, filters }) => {
    const event = { names, filters };
    if (isOptional) {
      optional += 1;
      const of = must(found.optional[optional], 'counts of the step');
      return optionalStep(event, of, first, counts[required] ?? 0);
    }
    required += 1;
    const count = counts[required] ?? 0;
    const times = found.times && required > 0 ? { times: timesOf(found.times, required - 1) } : {};
    return {
      event,
      count,
      ofFirst: proportion(count, first),
      ofPrevious: required === 0 ? null : proportion(count, counts[required - 1] ?? 0),
      medianMsFromPrevious: found.medianMsFromPrevious[required] ?? null,
      medianMsFromFirst: found.medianMsFromFirst[required] ?? null,
      ...times,
    };
  });
}

function timesOf({ fromPrevious, fromFirst }: NonNullable<FunnelCounts['times']>, at: number) {
  return {
    fromPrevious: must(fromPrevious[at], 'times of a step'),
    fromFirst: must(fromFirst[at], 'times of a step'),
  };
}

function optionalStep(
  event: FunnelStep['event'],
  { did, didAndWentOn, wentOnWithout }: OptionalCounts,
  first: number,
  before: number,
): FunnelStep {
  return {
    event,
    count: did,
    ofFirst: proportion(did, first),
    ofPrevious: proportion(did, before),
    medianMsFromPrevious: null,
    medianMsFromFirst: null,
    optional: {
      withIt: proportion(didAndWentOn, did),
      withoutIt: proportion(wentOnWithout, before - did),
    },
  };
}

function converted(counts: readonly number[]): Proportion {
  return proportion(counts.at(-1) ?? 0, counts[0] ?? 0);
}

function row(counts: readonly number[]): FunnelBreakdownRow {
  return { counts, converted: converted(counts) };
}

function breakdown({ spec, places, attributedTo }: FunnelPlan, found: FunnelCounts): FunnelBreakdown | null {
  if (!spec.breakdown || !found.breakdown) return null;
  const { rows, values, other, unreached } = found.breakdown;
  const more = values - rows.length;
  return {
    scope: spec.breakdown.scope,
    property: spec.breakdown.property,
    step: spec.breakdown.hits ? null : must(places[attributedTo], 'step') + 1,
    rows: rows.map((each) => ({ value: each.value, ...row(each.counts) })),
    other: more > 0 ? { values: more, ...row(other) } : null,
    unreached: (unreached[0] ?? 0) > 0 ? row(unreached) : null,
  };
}

function frequency(plan: FunnelPlan, found: NonNullable<FunnelCounts['frequency']>) {
  const counted = must(plan.frequency, 'frequency');
  return {
    ...found,
    event: must(plan.marks[counted.mark]?.any[0], 'event'),
    before: must(plan.places[counted.before], 'step') + 1,
    bounds: FREQUENCY_BOUNDS,
  };
}

function periods(plan: FunnelPlan, found: NonNullable<FunnelCounts['periods']>): FunnelPeriod[] {
  const bounds = periodBounds(plan, must(plan.spec.overTime, 'interval').interval);
  return found.map(({ from, counts, medianMs }, i) => {
    const to = must(bounds[i + 1], 'end of a period');
    const lastStart = Math.min(to, plan.to) - 1;
    return { from, to, ...row(counts), medianMs, isImmature: lastStart + plan.openMs > plan.asOf };
  });
}

function segments(plan: FunnelPlan, found: NonNullable<FunnelCounts['segments']>) {
  const [baseline, ...others] = found.map(({ counts, shared }) => ({
    count: counts.at(-1) ?? 0,
    of: counts[0] ?? 0,
    shared,
  }));
  const isOfUnits = plan.spec.count === 'units';
  const comparisons = baseline && isOfUnits ? compareShares(baseline, others) : [];
  const notCompared = isOfUnits
    ? {}
    : {
        notCompared: `several counts may be of one ${plan.spec.unit}, and the test is of independent ones: count "units" to compare`,
      };
  return {
    rows: found.map(({ counts, medianMs }, i) => ({
      name: must(plan.segments?.[i], 'segment').name,
      ...row(counts),
      medianMs,
      comparison: comparisons[i - 1] ?? null,
    })),
    ...notCompared,
  };
}
