import { CONFIDENCE, type Interval } from './interval.ts';
import { criticalValue } from './normal.ts';

/** One independent subject, or some alike: how often it was looked at, and how often it succeeded. */
export interface Cluster {
  readonly subjects: number;
  readonly of: number;
  readonly count: number;
}

export interface ClusteredShare extends Interval {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
}

/**
 * A share of looks with an interval that holds when one subject was looked at many times, as a user is at many instants. The
 * variance is the ratio estimator's over clusters (Cochran, Sampling Techniques, 3rd ed., 1977, section 3.12 with 2.11), the interval on
 * the logit so that it stays within 0 and 1. Bounds are null below two subjects; with no success, or nothing but successes, they
 * are those of the share of subjects by the rule of three (Hanley and Lippman-Hand, JAMA 249:1743, 1983).
 */
export function clusteredShare(clusters: Iterable<Cluster>, confidence = CONFIDENCE): ClusteredShare {
  const all = [...clusters];
  const sum = (value: (cluster: Cluster) => number): number =>
    all.reduce((total, cluster) => total + cluster.subjects * value(cluster), 0);
  const [subjects, of, count] = [sum(() => 1), sum((each) => each.of), sum((each) => each.count)];
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const share = count / of;
  if (subjects < 2) return { count, of, share, low: null, high: null };
  if (count === 0) return { count, of, share, low: 0, high: Math.min(1, 3 / subjects) };
  if (count === of) return { count, of, share, low: Math.max(0, 1 - 3 / subjects), high: 1 };
  const squares = sum((each) => (each.count - share * each.of) ** 2);
  const error = Math.sqrt((squares * subjects) / (subjects - 1)) / of;
  const reach = (criticalValue(confidence) * error) / (share * (1 - share));
  const logit = Math.log(share / (1 - share));
  return { count, of, share, low: expit(logit - reach), high: expit(logit + reach) };
}

function expit(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
