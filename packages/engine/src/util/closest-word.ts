/** A longer word is no slip of the pen, and comparing it with many others would be dear. */
const LONGEST = 64;

/**
 * The candidate that a mistyped word most likely meant, or undefined when none is near: at most a third of the letters
 * may differ (edit distance with swaps of neighbours), ignoring case, `_`, `-`, `$` and spaces.
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const plain = bare(word);
  if (plain.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const other = bare(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(plain.length, other.length) / 3));
    if (Math.abs(plain.length - other.length) > allowed) continue;
    const found = distance(plain, other);
    if (found <= allowed && found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

function bare(word: string): string {
  return word.toLowerCase().replaceAll(/[_\-$\s]/g, '');
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of two neighbours, each at cost 1. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
