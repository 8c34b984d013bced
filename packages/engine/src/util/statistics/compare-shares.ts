import { adjustPValues } from './adjust-p-values.ts';
import { type Difference, shareDifference } from './difference.ts';
import { type Ratio, shareRatio } from './ratio.ts';
import { twoProportionTest } from './two-proportion-test.ts';

/** So many successes out of so many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** One share against the baseline's: how far apart, and whether chance alone may explain it. */
export interface ShareComparison {
  /** Share less the baseline's share, with Newcombe's 95% interval. */
  readonly difference: Difference;
  /** Share over the baseline's share, with Koopman's 95% interval. */
  readonly ratio: Ratio;
  readonly test: typeof SHARE_TEST;
  readonly adjustment: typeof SHARE_ADJUSTMENT;
  /** Null where there is nothing to test; `why` then says so. */
  readonly z: number | null;
  /** Two-sided; null as `z` is. */
  readonly p: number | null;
  /** `p` after Holm's adjustment for all shares that were compared with the baseline. */
  readonly adjustedP: number | null;
  /** Fewer than five successes or failures in either group: the test is approximate, look at the interval. */
  readonly isSmall: boolean;
  readonly why?: string | undefined;
}

export const SHARE_TEST = 'two-sided pooled z-test of two proportions';
export const SHARE_ADJUSTMENT = 'Holm';

/**
 * Each share against one baseline. `shared` says how many subjects a share has in common with the baseline's: the test and the
 * intervals are for different subjects, so where there are any nothing is tested.
 */
export function compareShares(
  baseline: Share,
  others: readonly (Share & { readonly shared: number })[],
): ShareComparison[] {
  const tested = others.map((other) =>
    other.shared > 0 ? undefined : twoProportionTest(other.count, other.of, baseline.count, baseline.of),
  );
  const adjusted = adjustPValues(
    tested.map((each) => each?.p ?? null),
    'holm',
  );
  return others.map((other, i) => ({
    difference: shareDifference(other.count, other.of, baseline.count, baseline.of),
    ratio: shareRatio(other.count, other.of, baseline.count, baseline.of),
    test: SHARE_TEST,
    adjustment: SHARE_ADJUSTMENT,
    z: tested[i]?.z ?? null,
    p: tested[i]?.p ?? null,
    adjustedP: adjusted[i] ?? null,
    isSmall: [other, baseline].some(({ count, of }) => Math.min(count, of - count) < 5),
    ...(tested[i] ? {} : { why: whyNot(baseline, other) }),
  }));
}

function whyNot(baseline: Share, other: Share & { readonly shared: number }): string {
  if (other.shared > 0)
    return `${other.shared} are in both groups, and the test is of groups without a common member`;
  if (baseline.of === 0 || other.of === 0) return 'a group is empty';
  return 'all of both groups did the same';
}
