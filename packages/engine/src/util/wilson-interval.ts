import { assert } from './assert.ts';

/** The 97.5 % point of the normal distribution: two-sided 95 %. */
const Z95 = 1.959963984540054;

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  /** `successes / trials`; null of no trials. */
  readonly share: number | null;
  /** 95 % score interval; null of no trials. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A share with its 95 % score interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * J. Am. Stat. Assoc. 22 (1927), 209-212. It stays within 0..1 and is honest for few trials, where `p ± z·se` is not.
 */
export function proportion(successes: number, trials: number): Proportion {
  assert(successes >= 0 && successes <= trials, `${successes} successes of ${trials}`);
  if (trials === 0) return { successes, trials, share: null, low: null, high: null };
  const share = successes / trials;
  const z2 = Z95 * Z95;
  const centre = share + z2 / (2 * trials);
  const spread = Z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    successes,
    trials,
    share,
    low: successes === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: successes === trials ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
