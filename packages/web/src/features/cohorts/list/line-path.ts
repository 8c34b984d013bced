const MARGIN = 2;

/** The path of a line through values at equal distances, in a box of so many px: the largest at the top, the smallest at the bottom; equal ones in the middle. */
export function linePath(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return '';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = most - least || 1;
  const step = (width - 2 * MARGIN) / Math.max(1, values.length - 1);
  return values
    .map((value, i) => {
      const share = most === least ? 0.5 : (value - least) / range;
      const x = MARGIN + i * step;
      const y = MARGIN + (1 - share) * (height - 2 * MARGIN);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
