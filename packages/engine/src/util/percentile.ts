/**
 * The value below which the share `level` (0..1) of `values` lies, between neighbours by straight line: rank `level * (n - 1)`,
 * as ClickHouse's `quantileExactInclusive` and spreadsheets' PERCENTILE.INC have it. Undefined of no values.
 */
export function percentile(values: readonly number[], level: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = level * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  if (below === undefined) return undefined;
  const above = sorted[Math.floor(rank) + 1];
  return above === undefined ? below : below + (rank - Math.floor(rank)) * (above - below);
}
