import { durationMs } from '../../define/language/duration.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { followUpBuckets } from './follow-up-buckets.ts';
import { byEdges, bySteps, OUTCOMES } from './order.ts';
import type { FollowUp, JourneyAnswer, JourneyEdge, JourneyNode, JourneyStep, OutcomeRow } from './result.ts';
import { type JourneySpec, journeySpec } from './spec.ts';
import { ANCHOR_STEP, EVENT_MARK, OUTCOME_STEP, totalsSql, waysSql } from './to-sql.ts';

export const journey = defineAnalysis({
  kind: 'journey',
  summary:
    'What happens before and after an event: the ways there and on, who leaves, who comes back, who converts',
  spec: journeySpec,
  run: journeyAnswer,
});

async function journeyAnswer(spec: JourneySpec, context: AnalysisContext): Promise<JourneyAnswer> {
  const asOf = spec.asOf ?? context.now;
  const options = { signal: context.signal };
  const totals = must(
    (await context.store.query<TotalsRow>(totalsSql(spec, context, asOf), options))[0],
    'totals',
  );
  const ways =
    totals.anchors === 0 ? [] : await context.store.query<WayRow>(waysSql(spec, context, asOf), options);
  return answer(spec, asOf, totals, ways);
}

type HorizonColumns<Name extends string> = {
  readonly [Column in `${Name}_${'complete' | 'followed'}${'' | '_units'}`]?: number | undefined;
} & { readonly [Column in `${Name}_${'quantiles' | 'up_to'}`]?: readonly (number | null)[] | undefined };

type TotalsRow = {
  readonly anchors: number;
  readonly units: number;
  readonly without_property: number;
} & HorizonColumns<'return'> &
  HorizonColumns<'goal'>;

interface WayRow {
  readonly step: number;
  readonly near: string;
  readonly far: string;
  readonly is_edge: 0 | 1;
  readonly anchors: number;
  readonly units: number;
  readonly far_ms: number | null;
  readonly edge_ms: number | null;
  readonly goal_complete: number;
  readonly goal_followed: number;
}

function answer(spec: JourneySpec, asOf: Instant, totals: TotalsRow, ways: readonly WayRow[]): JourneyAnswer {
  const { anchors, units } = totals;
  const counts = (row: WayRow) => ({
    anchors: row.anchors,
    units: row.units,
    share: row.anchors / anchors,
  });
  const steps: JourneyStep[] = [];
  const edges: JourneyEdge[] = [];
  const outcomes: OutcomeRow[] = [];
  for (const row of ways) {
    const [near, far] = [nodeOf(row.near), nodeOf(row.far)];
    if (row.is_edge && row.step >= OUTCOME_STEP) continue;
    if (row.step === OUTCOME_STEP) {
      const conversion = spec.goal ? proportion(row.goal_followed, row.goal_complete) : null;
      const outcome = must(
        OUTCOMES.find((each) => each === row.far),
        `outcome ${row.far}`,
      );
      outcomes.push({ outcome, ...counts(row), conversion });
    } else if (row.is_edge) {
      const [from, to] = row.step > 0 ? [near, far] : [far, near];
      edges.push({ step: row.step, from, to, ...counts(row), medianMs: row.edge_ms });
    } else {
      const step = row.step === ANCHOR_STEP ? 0 : row.step > 0 ? row.step : row.step - 1;
      steps.push({ step, node: far, ...counts(row), medianMs: row.far_ms });
    }
  }
  return {
    asOf,
    anchors,
    units,
    steps: steps.sort(bySteps),
    edges: edges.sort(byEdges),
    outcomes: outcomes.sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome)),
    returns: {
      ...followUp(totals, 'return', durationMs(spec.returnTo.within)),
      withoutProperty: totals.without_property,
    },
    goal: spec.goal ? followUp(totals, 'goal', durationMs(spec.goal.within)) : null,
  };
}

function nodeOf(written: string): JourneyNode {
  if (written.startsWith(EVENT_MARK)) return { kind: 'event', name: written.slice(EVENT_MARK.length) };
  const kind = (['entered', 'left', 'open'] as const).find((end) => end === written);
  return { kind: kind ?? 'other' };
}

function followUp(totals: TotalsRow, name: 'return' | 'goal', withinMs: number): FollowUp {
  const complete = must(totals[`${name}_complete`], name);
  const [medianMs = null, p90Ms = null] = must(totals[`${name}_quantiles`], name);
  const upTo = must(totals[`${name}_up_to`], name);
  return {
    withinMs,
    anchors: proportion(must(totals[`${name}_followed`], name), complete),
    open: totals.anchors - complete,
    units: proportion(
      must(totals[`${name}_followed_units`], name),
      must(totals[`${name}_complete_units`], name),
    ),
    medianMs,
    p90Ms,
    distribution: followUpBuckets(withinMs).map((upToMs, i) => ({
      upToMs,
      anchors: (upTo[i] ?? 0) - (upTo[i - 1] ?? 0),
    })),
  };
}
