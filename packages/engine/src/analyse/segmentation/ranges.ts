import type { RangeLabel } from './result.ts';

/** The ranges that ascending bounds make, the first from `lowest` (null: no end) and the last without an end. */
export function rangesOf(bounds: readonly number[], lowest: number | null): readonly RangeLabel[] {
  return [...bounds, null].map((to, i) => ({
    kind: 'range',
    from: i === 0 ? lowest : (bounds[i - 1] ?? null),
    to,
  }));
}
