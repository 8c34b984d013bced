import { proportion } from '../../util/statistics/proportion.ts';
import { type AnalysisContext, defineAnalysis } from '../define-analysis.ts';
import { windowRange } from '../scope/range.ts';
import { AnchorFold } from './anchor-fold.ts';
import { countRoutes } from './count-routes.ts';
import { countWays } from './count-ways.ts';
import { foldParts } from './fold-parts.ts';
import type { NodeBook } from './nodes.ts';
import { OUTCOMES } from './order.ts';
import type { Plan } from './plan.ts';
import type { JourneyAnswer, JourneyPart, Passage } from './result.ts';
import { type JourneySpec, journeySpec } from './spec.ts';
import { type WayLabels, wayLabels } from './way-labels.ts';

export const journey = defineAnalysis({
  kind: 'journey',
  summary:
    'What happens before and after an event: the ways there and on, who leaves, who comes back, who converts',
  spec: journeySpec,
  range: ({ window }, asOf) => windowRange(window, asOf),
  run: journeyAnswer,
});

/**
 * The engine sorts the useful events of each unit with an anchor into one array of integers (to-sql.ts); the fold walks them as they
 * stream in and keeps the ways (anchor-fold.ts), which are counted once it is known which nodes are frequent (count-ways.ts).
 */
async function journeyAnswer(spec: JourneySpec, context: AnalysisContext): Promise<JourneyAnswer> {
  const parts = await foldParts(spec, context, async ({ plan, book, take, read }) => {
    const fold = new AnchorFold(plan, take);
    await read((events) => fold.take(events));
    return answer(plan, fold, book, take);
  });
  return { ...parts.whole, segments: parts.segments };
}

async function answer(
  plan: Plan,
  fold: AnchorFold,
  book: NodeBook,
  take: (bytes: number) => void,
): Promise<JourneyPart> {
  const { spec, asOf } = plan;
  const { anchors, units } = fold;
  const labels = wayLabels(fold.ways, book, spec.steps, spec.limit);
  const { steps, edges } = await countWays(fold.ways, labels, take);
  return {
    asOf,
    anchors,
    units,
    steps,
    edges,
    outcomes: OUTCOMES.flatMap((outcome) => {
      const tally = fold.outcomes.get(outcome);
      if (!tally?.anchors) return [];
      return {
        outcome,
        anchors: tally.anchors,
        units: tally.units,
        share: tally.anchors / anchors,
        conversion: spec.goal ? tally.conversion() : null,
      };
    }),
    workarounds: spec.workaround
      ? fold.workarounds.rows(book, spec.limit, anchors, spec.goal !== undefined)
      : null,
    passage: spec.to ? passage(plan, fold, labels, take) : null,
    returns: { ...fold.returns.result(), withoutProperty: fold.withoutProperty },
    goal: spec.goal ? fold.goal.result() : null,
  };
}

function passage(plan: Plan, fold: AnchorFold, labels: WayLabels, take: (bytes: number) => void): Passage {
  const { reached, left, open } = fold.passages;
  return {
    withinMs: plan.wayMs,
    reached: { anchors: reached.anchors, units: reached.units },
    left: { anchors: left.anchors, units: left.units },
    open: { anchors: open.anchors, units: open.units },
    converted: proportion(reached.units, fold.units),
    ...fold.reached.result(),
    routes: countRoutes(fold.ways, labels, plan.spec.limit, take),
  };
}
