import type { MembersContext } from '../../define/compile/members.ts';
import type { CohortDefinition } from '../../define/language/ast.ts';
import { durationMs } from '../../define/language/duration.ts';
import type { EventStore } from '../../store/event-store.ts';
import { sql } from '../../store/sql/fragment.ts';
import { must } from '../../util/assert.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { defineAnalysis } from '../define-analysis.ts';
import { chosenCohort } from '../scope/cohort-choice.ts';
import { decodeBreakdownValue } from './breakdown-value.ts';
import { type CodeLayout, certainLayout, likelyLayout } from './code-layout.ts';
import type { FunnelAnswer, FunnelBreakdown, FunnelCounts } from './result.ts';
import { type FunnelSpec, funnelSpec } from './spec.ts';
import { funnelBreakdownSql, funnelCountsSql } from './to-sql.ts';

export const funnel = defineAnalysis<'funnel', FunnelSpec, FunnelAnswer>({
  kind: 'funnel',
  summary:
    'How many of those who did a first step went on to the next ones in time, and how long it took them.',
  spec: funnelSpec,
  async run(spec, { store, project, overlay, cohorts, now, signal }) {
    const asOf = spec.asOf ?? now;
    const cohort = spec.cohort === undefined ? undefined : chosenCohort(spec.cohort, spec.unit, cohorts);
    const context = { project: project.id, overlay, asOf, cohorts };
    return answer(spec, asOf, await countFunnel(spec, cohort, context, store, signal));
  },
});

interface CountsRow {
  readonly counts: number[];
  readonly from_previous: (number | null)[];
  readonly from_first: (number | null)[];
  readonly open: number;
  /** 1: the layout was too narrow, and the row says nothing. */
  readonly misfit: number;
}

/** Runs the funnel in the store: once, or a second time with wider integers when the store's seqs do not fit the narrow ones. */
export async function countFunnel(
  spec: FunnelSpec,
  cohort: CohortDefinition | undefined,
  context: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<FunnelCounts> {
  const count = async (layout: CodeLayout) => {
    const [row] = await store.query<CountsRow>(funnelCountsSql(spec, cohort, context, layout), { signal });
    return must(row, 'row of an aggregate');
  };
  // Known to the engine without reading a row.
  const [size] = await store.query<{ rows: number }>(sql`SELECT toFloat64(count()) AS rows FROM events`, {
    signal,
  });
  let layout = likelyLayout(spec, context.asOf, must(size, 'row of an aggregate').rows);
  let row = await count(layout);
  if (row.misfit) {
    layout = certainLayout(spec);
    row = await count(layout);
  }
  const { counts, from_previous, from_first, open } = row;
  const found = spec.breakdown
    ? await store.query<{ value: string; counts: number[]; found: number }>(
        funnelBreakdownSql(spec, spec.breakdown, cohort, context, layout),
        { signal },
      )
    : undefined;
  return {
    counts,
    medianMsFromPrevious: from_previous,
    medianMsFromFirst: from_first,
    open,
    breakdown: found && {
      rows: found.map((each) => ({ value: decodeBreakdownValue(each.value), counts: each.counts })),
      values: found[0]?.found ?? 0,
    },
  };
}

function answer(spec: FunnelSpec, asOf: number, found: FunnelCounts): FunnelAnswer {
  const { counts } = found;
  const first = counts[0] ?? 0;
  return {
    kind: 'funnel',
    unit: spec.unit,
    from: spec.from,
    to: spec.to,
    asOf,
    conversionWindowMs: durationMs(spec.conversionWindow),
    steps: spec.steps.map((event, i) => ({
      event,
      count: counts[i] ?? 0,
      ofFirst: proportion(counts[i] ?? 0, first),
      ofPrevious: i === 0 ? null : proportion(counts[i] ?? 0, counts[i - 1] ?? 0),
      medianMsFromPrevious: found.medianMsFromPrevious[i] ?? null,
      medianMsFromFirst: found.medianMsFromFirst[i] ?? null,
    })),
    open: found.open,
    breakdown: breakdown(spec, found),
  };
}

function breakdown(spec: FunnelSpec, { counts, breakdown: found }: FunnelCounts): FunnelBreakdown | null {
  if (!spec.breakdown || !found) return null;
  const row = (of: readonly number[]) => ({ counts: of, converted: proportion(of.at(-1) ?? 0, of[0] ?? 0) });
  const rest = counts.map((all, i) => found.rows.reduce((left, each) => left - (each.counts[i] ?? 0), all));
  const more = found.values - found.rows.length;
  return {
    scope: spec.breakdown.scope,
    property: spec.breakdown.property,
    rows: found.rows.map((each) => ({ value: each.value, ...row(each.counts) })),
    other: more > 0 ? { values: more, ...row(rest) } : null,
  };
}
