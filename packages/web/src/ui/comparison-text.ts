import type { ShareComparison } from '@cusp/engine/util/statistics/compare-shares.ts';
import type { Difference } from '@cusp/engine/util/statistics/difference.ts';
import { timesText } from './format.ts';

const MINUS = '−';
const DASH = '–';

/** A difference of shares in percentage points with its sign, such as "+3.2"; a dash for none. */
export function pointsText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  const points = (Math.abs(value) * 100).toFixed(1);
  if (points === '0.0') return '0.0';
  return `${value < 0 ? MINUS : '+'}${points}`;
}

/** A difference with its 95% interval: "+3.2 points (+1.1 to +5.3)"; a dash for none. */
export function differenceText({ estimate, low, high }: Difference): string {
  if (estimate === null) return DASH;
  return `${pointsText(estimate)} points (${pointsText(low)} to ${pointsText(high)})`;
}

/** A ratio with its 95% interval: "4.10× (3.20× to 5.20×)", without an upper end "at least"; a dash for none. */
export function ratioText(ratio: {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}): string {
  const interval =
    ratio.high === null
      ? `at least ${timesText(ratio.low ?? 0)}`
      : `${timesText(ratio.low)} to ${timesText(ratio.high)}`;
  return ratio.estimate === null
    ? ratio.high === null && (ratio.low ?? 0) === 0
      ? DASH
      : interval
    : `${timesText(ratio.estimate)} (${interval})`;
}

/** What a test says, in words, with its p-value; or why there is none. */
export function evidenceText({ adjustedP, why, isSmall }: ShareComparison): string {
  if (adjustedP === null) return why === undefined ? 'not tested' : `not tested: ${why}`;
  const small = isSmall ? ', few cases: look at the interval' : '';
  return `${strength(adjustedP)} (${pText(adjustedP)}${small})`;
}

function strength(p: number): string {
  if (p < 0.001) return 'very strong evidence of a difference';
  if (p < 0.01) return 'strong evidence of a difference';
  if (p < 0.05) return 'evidence of a difference';
  return p < 0.1 ? 'weak evidence of a difference' : 'chance alone may explain it';
}

/** "p = 0.023", never more exact than it is worth. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}
