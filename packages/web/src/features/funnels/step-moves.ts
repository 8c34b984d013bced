import type { FunnelSearch } from './search.ts';

type Steps = Pick<FunnelSearch, 'steps' | 'exclusions' | 'breakdown' | 'frequency'>;

/** The steps with the one at a place put to another; whatever names a step by its number goes with it. Places are counted from 0. */
export function movedStep(search: Steps, from: number, to: number): Steps {
  const order = search.steps.map((_, place) => place);
  const [moved] = order.splice(from, 1);
  if (moved === undefined) return search;
  order.splice(to, 0, moved);
  return reordered(search, order);
}

/** The steps without the one at a place, and without what named it. */
export function withoutStep(search: Steps, place: number): Steps {
  return reordered(
    search,
    search.steps.flatMap((_, at) => (at === place ? [] : [at])),
  );
}

/** Only the steps at some places, in that order. The first and the last may not be left out. An exclusion is turned around where its steps changed sides. */
export function reordered(search: Steps, order: readonly number[]): Steps {
  const { steps, exclusions, breakdown, frequency } = search;
  const numberOf = (old: number | undefined): number | undefined => {
    const at = old === undefined ? -1 : order.indexOf(old - 1);
    return at === -1 ? undefined : at + 1;
  };
  return {
    steps: withFirmEnds(order.flatMap((at) => steps[at] ?? [])),
    exclusions: exclusions?.flatMap(({ event, after, before }) => {
      const [first, second] = [numberOf(after), numberOf(before)];
      if ((after !== undefined && first === undefined) || (before !== undefined && second === undefined))
        return [];
      const isTurned = first !== undefined && second !== undefined && first > second;
      const [from, to] = isTurned ? [second, first] : [first, second];
      return [{ event, ...(from !== undefined && { after: from }), ...(to !== undefined && { before: to }) }];
    }),
    breakdown: breakdown && { ...breakdown, step: numberOf(breakdown.step) },
    frequency: frequency && { ...frequency, before: numberOf(frequency.before) },
  };
}

function withFirmEnds(steps: FunnelSearch['steps']): FunnelSearch['steps'] {
  return steps.map((step, place) => {
    if (place > 0 && place < steps.length - 1) return step;
    const { optional: _, ...firm } = step;
    return firm;
  });
}
