/**
 * Phi, or Matthews' correlation, of two yes-or-no answers of which one splits all into two groups: Pearson's correlation of the two as 0
 * and 1 (Matthews, Biochimica et Biophysica Acta 405:442, 1975). `count` of `of` said yes in the first group, `baseCount` of `baseOf` in the
 * second. Null when all answered alike or a group is empty.
 */
export function phiCoefficient(count: number, baseCount: number, of: number, baseOf: number): number | null {
  const yes = count + baseCount;
  const all = of + baseOf;
  const spread = Math.sqrt(of * baseOf * yes * (all - yes));
  if (spread === 0) return null;
  return (count * (baseOf - baseCount) - (of - count) * baseCount) / spread;
}
