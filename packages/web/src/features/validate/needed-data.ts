import type { BacktestAnswer } from '@cusp/engine/analyse/backtest/result.ts';
import { LEAST_CONVERTED, LEAST_MEMBERS, WORTHWHILE_RATIO } from '@cusp/engine/analyse/backtest/verdict.ts';
import { numberText } from '../../ui/format.ts';

/** What would have to be there for a backtest to say more than "not enough data", in a sentence. */
export function neededData({ pool, unit }: Pick<BacktestAnswer, 'pool' | 'unit'>): string {
  const { instants, distinctMembers, distinctConverted, ratio } = pool;
  if (instants === 0)
    return 'No moment lies a whole goal window back yet. Wait until one does, or choose a shorter goal window.';
  if (distinctMembers < LEAST_MEMBERS)
    return `At least ${LEAST_MEMBERS} different members are needed, and ${distinctMembers} were seen. Loosen a threshold, or look at more moments.`;
  if (distinctConverted < LEAST_CONVERTED)
    return `At least ${LEAST_CONVERTED} ${unit}s have to reach the goal, and ${distinctConverted} did. Choose a goal that is reached more often, a longer goal window, or more moments.`;
  const factor = moreMembers(ratio);
  const more =
    factor === undefined
      ? 'Look at more moments, or a wider cohort.'
      : `If the lift stays what it is, about ${numberText(factor)} times as many members would show it: look at more moments, or a wider cohort.`;
  return `The interval has to lie above 1, or end below ${WORTHWHILE_RATIO}. ${more}`;
}

/** How many times as many members narrow the interval of a ratio so far that it leaves 1; undefined where none can be said. Widths go with the root. */
export function moreMembers({ estimate, low, high }: BacktestAnswer['pool']['ratio']): number | undefined {
  if (estimate === null || estimate <= 1 || low === null || low <= 0 || high === null) return undefined;
  const reach = Math.log(estimate / low);
  const factor = (reach / Math.log(estimate)) ** 2;
  return factor > 1 && factor <= 1_000 ? Math.ceil(factor * 2) / 2 : undefined;
}
