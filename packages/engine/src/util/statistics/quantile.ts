/**
 * The q-th quantile of numbers, 0 <= q <= 1: linear between the two nearest in order (Hyndman and Fan's type 7, as R, NumPy and
 * ClickHouse's `quantileExactInclusive` have it), so the median of an even count is the mean of the middle two. Null of nothing.
 */
export function quantile(values: readonly number[], q: number): number | null {
  const sorted = Float64Array.from(values).sort();
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}
