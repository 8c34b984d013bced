import type { MembersContext } from '../../define/compile/members.ts';
import { type CodeLayout, narrowestLayout } from '../../define/funnel/code-layout.ts';
import type { PeriodBounds } from '../../define/funnel/paths-sql.ts';
import { sequenceFacts } from '../../store/clickhouse/sequence-facts.ts';
import type { EventStore } from '../../store/event-store.ts';
import { must } from '../../util/assert.ts';
import { funnelBreakdownSql, otherValuesSql } from './breakdown-sql.ts';
import { decodeBreakdownValue } from './breakdown-value.ts';
import type { BreakdownCounts, FunnelCounts, Spread } from './counts.ts';
import { periodBounds } from './periods.ts';
import type { FunnelPlan } from './plan.ts';
import { funnelCountsSql, funnelPeriodsSql, funnelSegmentsSql, funnelSpreadsSql } from './to-sql.ts';

interface CountsRow {
  readonly counts: number[];
  readonly from_previous: (number | null)[];
  readonly from_first: (number | null)[];
  readonly open: number;
  readonly did?: number[];
  readonly did_and_went_on?: number[];
  readonly went_on_without?: number[];
}

type SpreadRow = readonly [
  quantiles: readonly (number | null)[],
  mean: number | null,
  distribution: readonly number[],
];

/**
 * Runs the funnel in the store: its counts, and then what else is asked, a query each. Throws a ProblemError (422) when there are too many periods.
 */
export async function countFunnel(
  plan: FunnelPlan,
  surroundings: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<FunnelCounts> {
  const bounds = plan.spec.overTime && periodBounds(plan, plan.spec.overTime.interval);
  const { seqBound, whole } = await sequenceFacts(store, hasFilters(plan), { signal });
  const layout = narrowestLayout(plan, seqBound);
  const context = { ...surroundings, sequenceColumns: whole };
  const [found] = await store.query<CountsRow>(funnelCountsSql(plan, context, layout), { signal });
  const row = must(found, 'row of an aggregate');
  const ask = { plan, context, store, layout, signal };
  const spreads = await askSpreads(ask);
  return {
    counts: row.counts,
    medianMsFromPrevious: row.from_previous,
    medianMsFromFirst: row.from_first,
    open: row.open,
    optional: (row.did ?? []).map((did, i) => ({
      did,
      didAndWentOn: row.did_and_went_on?.[i] ?? 0,
      wentOnWithout: row.went_on_without?.[i] ?? 0,
    })),
    breakdown: await askBreakdown(ask, row.counts),
    ...spreads,
    periods: bounds && (await askPeriods(ask, bounds)),
    segments: await askSegments(ask),
  };
}

function hasFilters({ marks }: FunnelPlan): boolean {
  return marks.some(({ any, none }) => [...any, ...none].some(({ filters }) => filters.length > 0));
}

interface Ask {
  readonly plan: FunnelPlan;
  readonly context: MembersContext;
  readonly store: EventStore;
  readonly layout: CodeLayout;
  readonly signal: AbortSignal | undefined;
}

async function askSpreads({
  plan,
  context,
  store,
  layout,
  signal,
}: Ask): Promise<Pick<FunnelCounts, 'times' | 'frequency'>> {
  if (!plan.spec.timeToConvert && !plan.frequency) return { times: undefined, frequency: undefined };
  const [row] = await store.query<{ previous?: SpreadRow[]; first?: SpreadRow[]; frequency?: SpreadRow[] }>(
    funnelSpreadsSql(plan, context, layout),
    { signal },
  );
  const { previous, first, frequency } = must(row, 'row of an aggregate');
  return {
    times: previous && first && { fromPrevious: previous.map(spread), fromFirst: first.map(spread) },
    frequency: frequency?.map(spread)[0],
  };
}

function spread([[median = null, p90 = null], mean, distribution]: SpreadRow): Spread {
  return { median, p90, mean, distribution };
}

async function askBreakdown(
  { plan, context, store, layout, signal }: Ask,
  all: readonly number[],
): Promise<BreakdownCounts | undefined> {
  const { breakdown } = plan.spec;
  if (!breakdown) return undefined;
  const found = await store.query<{ value: string; counts: number[]; found: number }>(
    funnelBreakdownSql(plan, breakdown, context, layout),
    { signal },
  );
  const values = found[0]?.found ?? 0;
  const shown = found.map(({ value }) => value);
  const [other] =
    values > found.length
      ? await store.query<{ counts: number[] }>(otherValuesSql(plan, breakdown, shown, context, layout), {
          signal,
        })
      : [];
  const reached = all[plan.attributedTo] ?? 0;
  return {
    rows: found.map(({ value, counts }) => ({ value: decodeBreakdownValue(value), counts })),
    values,
    other: other?.counts ?? all.map(() => 0),
    unreached: all.map((count) => Math.max(0, count - reached)),
  };
}

async function askPeriods(
  { plan, context, store, layout, signal }: Ask,
  bounds: PeriodBounds,
): Promise<FunnelCounts['periods']> {
  if (bounds.length < 2) return [];
  const rows = await store.query<{ began: number; counts: number[]; median: number | null }>(
    funnelPeriodsSql(plan, context, layout, bounds),
    { signal },
  );
  return bounds.slice(0, -1).map((from) => {
    const row = rows.find(({ began }) => began === from);
    return { from, counts: row?.counts ?? plan.required.map(() => 0), medianMs: row?.median ?? null };
  });
}

async function askSegments({ plan, context, store, layout, signal }: Ask): Promise<FunnelCounts['segments']> {
  if (!plan.segments) return undefined;
  const rows = await store.query<{
    segment: number;
    counts: number[];
    median: number | null;
    shared: number;
  }>(funnelSegmentsSql(plan, context, layout), { signal });
  return plan.segments.map((_, place) => {
    const row = rows.find(({ segment }) => segment === place);
    return {
      counts: row?.counts ?? plan.required.map(() => 0),
      medianMs: row?.median ?? null,
      shared: row?.shared ?? 0,
    };
  });
}
