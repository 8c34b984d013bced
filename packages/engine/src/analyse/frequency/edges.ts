import { rangesOf } from '../segmentation/ranges.ts';
import type { RangeLabel } from '../segmentation/result.ts';
import type { FrequencySpec } from './spec.ts';

/** Within which numbers most units are: 5% are below `low`, and 5% above `high`. Null of nobody. */
export interface Middle {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Where bars begin when the asker does not say: at multiples of 1, 2 or 5 times a power of ten, in the smallest step that makes `most` bars
 * at most, over the middle 90% of the numbers. The first and the last bar take what is beyond. Counts begin at 1.
 */
export function chosenEdges({ low, high }: Middle, isCount: boolean, most: number): number[] {
  const from = isCount ? 1 : (low ?? 0);
  const to = Math.max(isCount ? Math.ceil(high ?? 1) : (high ?? from), from);
  const first = isCount ? [1] : [];
  let power = Math.floor(Math.log10((to - from) / most || 1));
  if (isCount) power = Math.max(0, power);
  for (; ; power += 1) {
    for (const factor of [1, 2, 5]) {
      const found = multiples(factor, power, from, to, most);
      if (found === null) continue;
      const edges = [...first, ...found];
      return edges.length === 0 ? [to] : edges;
    }
  }
}

/** The multiples of a step in (from, to]; null when they make more than `most` bars. */
function multiples(factor: number, power: number, from: number, to: number, most: number): number[] | null {
  const step = factor * 10 ** power;
  const start = Math.floor(from / step) + 1;
  const many = Math.floor(to / step) - start + 1;
  if (many > most - 1) return null;
  // Twelve digits: a multiple of a tenth is not one in binary.
  return Array.from({ length: Math.max(0, many) }, (_, i) => Number(((start + i) * step).toPrecision(12)));
}

/** The ranges of bars that begin at `edges`. Counts begin at 1, or with `hasZero` at a bar of those who did not. */
export function barRanges(
  edges: readonly number[],
  { measure }: Pick<FrequencySpec, 'measure'>,
  hasZero: boolean,
): readonly RangeLabel[] {
  if (measure.kind === 'sum') return rangesOf(edges, null);
  const later = edges.filter((edge) => edge > 1);
  return hasZero ? rangesOf([1, ...later], 0) : rangesOf(later, 1);
}

/** Where the ranges after the first begin. */
export function boundsOf(ranges: readonly RangeLabel[]): number[] {
  return ranges.slice(1).map(({ from }) => from ?? 0);
}
