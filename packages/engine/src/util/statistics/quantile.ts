/**
 * The q-th quantile of numbers, 0 <= q <= 1: linear between the two nearest in order (Hyndman and Fan's type 7, as R, NumPy and
 * ClickHouse's `quantileExactInclusive` have it), so the median of an even count is the mean of the middle two. Null of nothing.
 */
export function quantile(values: readonly number[], q: number): number | null {
  const sorted = Float64Array.from(values).sort();
  // Counted from 1, as ClickHouse does: from 0, the last digit of a value between two neighbours could come out otherwise.
  const rank = q * (sorted.length - 1) + 1;
  const below = sorted[Math.floor(rank) - 1];
  if (below === undefined) return null;
  const above = sorted[Math.floor(rank)];
  return above === undefined ? below : below + (rank - Math.floor(rank)) * (above - below);
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
