import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';

/**
 * The clause after a change, with what no longer fits together put right: the bar is one of the steps, steps may be left out only between the
 * first and the last of a fixed order, exclusions lie between steps that have to be done, and `each` has something to count.
 */
export function fittingFunnel(clause: FunnelClause): FunnelClause {
  const { order } = clause;
  const last = clause.steps.length;
  const steps = clause.steps.map(({ optional, ...step }, i) =>
    optional && order === 'this' && i > 0 && i < last - 1 ? { ...step, optional } : step,
  );
  const number = Math.min(clause.bar.step, last);
  const exclusions =
    order === 'exact' ? [] : clause.exclusions.map((each) => fittingExclusion(each, steps, order));
  const canCountEach = clause.holdConstant.length > 0 || 'session' in clause.conversionWindow;
  return {
    ...clause,
    steps,
    bar: { step: number, side: number === 1 ? 'reached' : clause.bar.side },
    exclusions,
    count: clause.count === 'each' && !canCountEach ? 'units' : clause.count,
  };
}

type Exclusion = FunnelClause['exclusions'][number];

function fittingExclusion(
  { after, before, ...rest }: Exclusion,
  steps: FunnelClause['steps'],
  order: FunnelClause['order'],
): Exclusion {
  if (order === 'any') {
    // There is no between two steps: only both ends may be named.
    const isWhole = (after ?? 1) === 1 && (before ?? steps.length) === steps.length;
    return isWhole ? { ...rest, ...(after && { after }), ...(before && { before }) } : rest;
  }
  const fits = (step: number | undefined): step is number =>
    step !== undefined && step <= steps.length && !steps[step - 1]?.optional;
  const from = fits(after) ? after : undefined;
  const to = fits(before) ? before : undefined;
  if ((from ?? 1) >= (to ?? steps.length)) return rest;
  return {
    ...rest,
    ...(from === undefined ? {} : { after: from }),
    ...(to === undefined ? {} : { before: to }),
  };
}
