const SPARKS = '▁▂▃▄▅▆▇█';

/** Numbers over time in a line of at most `most` characters, the highest being full: neighbours are shown by their highest. */
export function sparkline(values: readonly (number | null)[], most = 24): string {
  const width = Math.min(most, values.length);
  const highest = Math.max(...values.map((value) => value ?? 0), 0);
  return Array.from({ length: width }, (_, i) => {
    const from = Math.floor((i * values.length) / width);
    const part = values.slice(from, Math.floor(((i + 1) * values.length) / width));
    const value = Math.max(...part.map((each) => each ?? 0), 0);
    if (value === 0) return ' ';
    return SPARKS[Math.min(SPARKS.length - 1, Math.floor((value / highest) * SPARKS.length))] ?? '';
  }).join('');
}
