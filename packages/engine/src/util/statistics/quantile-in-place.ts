/**
 * The same number as `quantile` has it of the values, which must not be NaN, in time that grows with their count alone: they are put in
 * another order (Hoare's selection, Communications of the ACM 4:321, 1961). Null of nothing.
 */
export function quantileInPlace(values: Float64Array, q: number): number | null {
  if (values.length === 0) return null;
  const rank = q * (values.length - 1) + 1;
  const below = select(values, Math.floor(rank) - 1);
  const fraction = rank - Math.floor(rank);
  const at = Math.floor(rank);
  if (at >= values.length) return below;
  let above = Number.POSITIVE_INFINITY;
  for (let i = at; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < above) above = value;
  }
  return below + fraction * (above - below);
}

/** Puts the value that sorting would put at `place` there, smaller ones before it and larger ones after it. */
function select(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middleOf(
      values[low] as number,
      values[(low + high) >>> 1] as number,
      values[high] as number,
    );
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i] = values[j] as number;
      values[j] = swapped;
      i += 1;
      j -= 1;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place] as number;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
