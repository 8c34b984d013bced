import { CONFIDENCE } from './interval.ts';
import { criticalValue } from './normal.ts';
import type { Ratio } from './ratio.ts';

/** One stratum of a comparison: the first group's successes and size, and the second's. */
export interface Stratum {
  readonly count: number;
  readonly of: number;
  readonly baseCount: number;
  readonly baseOf: number;
}

/** One stratum as one independent subject saw it: which group it was in, and whether it succeeded. */
export interface StratumEntry {
  readonly stratum: number;
  readonly inBase: boolean;
  readonly success: boolean;
}

interface Sums {
  readonly top: number;
  readonly bottom: number;
}

function sums(strata: readonly Stratum[]): Sums {
  let top = 0;
  let bottom = 0;
  for (const { count, of, baseCount, baseOf } of strata) {
    const n = of + baseOf;
    if (of === 0 || baseOf === 0) continue;
    top += (count * baseOf) / n;
    bottom += (baseCount * of) / n;
  }
  return { top, bottom };
}

/** The Mantel-Haenszel ratio of shares pooled over strata (Rothman, Greenland and Lash, Modern Epidemiology, 3rd ed., ch. 15); null when it is x/0. */
export function mantelHaenszelRatio(strata: readonly Stratum[]): number | null {
  const { top, bottom } = sums(strata);
  return bottom === 0 ? null : top / bottom;
}

/**
 * The pooled ratio with an interval for strata whose subjects are different people (Greenland and Robins, Biometrics 41:55, 1985).
 * Where one person is in several strata use clusteredRatio. Without a success in some group the interval has no bounds but 0.
 */
export function independentRatio(strata: readonly Stratum[], confidence = CONFIDENCE): Ratio {
  const { top, bottom } = sums(strata);
  if (top === 0 || bottom === 0) return unbounded(top, bottom);
  let spread = 0;
  for (const { count, of, baseCount, baseOf } of strata) {
    const n = of + baseOf;
    if (n === 0) continue;
    spread += ((count + baseCount) * of * baseOf - count * baseCount * n) / (n * n);
  }
  return logInterval(top / bottom, spread / (top * bottom), confidence);
}

/**
 * The pooled ratio with an interval that holds when one subject is in many strata, as a user is at many instants. `subjects`
 * gives how many subjects share each pattern of entries; subjects are independent, their entries need not be.
 *
 * The variance is the infinitesimal jackknife's: each subject's pull on the logarithm of the ratio, through the counts and
 * through the strata's weights, squared and summed, times g / (g - 1) for g subjects (Efron, The Jackknife, the
 * Bootstrap and Other Resampling Plans, 1982, ch. 6). Without a success in some group the interval has no bounds but 0.
 */
export function clusteredRatio(
  strata: readonly Stratum[],
  subjects: Iterable<{ readonly subjects: number; readonly entries: readonly StratumEntry[] }>,
  confidence = CONFIDENCE,
): Ratio {
  const { top, bottom } = sums(strata);
  if (top === 0 || bottom === 0) return unbounded(top, bottom);
  const pulls = strata.map((stratum) => pull(stratum, top, bottom));
  let squares = 0;
  let count = 0;
  for (const pattern of subjects) {
    let total = 0;
    for (const entry of pattern.entries) {
      const of = pulls[entry.stratum];
      if (!of) continue;
      total += entry.inBase ? of.base : of.first;
      if (entry.success) total += entry.inBase ? of.baseSuccess : of.firstSuccess;
    }
    squares += pattern.subjects * total * total;
    count += pattern.subjects;
  }
  if (count < 2) return { estimate: top / bottom, low: 0, high: null };
  return logInterval(top / bottom, (squares * count) / (count - 1), confidence);
}

/** The derivatives of log(top / bottom) by a stratum's four counts. */
function pull({ count, of, baseCount, baseOf }: Stratum, top: number, bottom: number) {
  const n = of + baseOf;
  if (of === 0 || baseOf === 0) return undefined;
  const strength = count / top + baseCount / bottom;
  return {
    first: (-baseOf / (n * n)) * strength,
    base: (of / (n * n)) * strength,
    firstSuccess: baseOf / n / top,
    baseSuccess: -of / n / bottom,
  };
}

function logInterval(estimate: number, variance: number, confidence: number): Ratio {
  const reach = criticalValue(confidence) * Math.sqrt(variance);
  return { estimate, low: estimate * Math.exp(-reach), high: estimate * Math.exp(reach) };
}

function unbounded(top: number, bottom: number): Ratio {
  return { estimate: bottom === 0 ? null : top / bottom, low: 0, high: null };
}
