import { assert } from '../assert.ts';

function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z > x) of the standard normal, to about 14 digits in the tail too. Near the middle by Marsaglia's series (Evaluating the
 * Normal Distribution, J. Stat. Software 11(4), 2004), farther out by Laplace's continued fraction (Abramowitz and Stegun 26.2.14).
 */
export function normalUpperTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return 1 - normalUpperTail(-x);
  if (x > 40) return 0;
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (x * x) / odd;
      sum += term;
    }
    return 0.5 - density(x) * sum;
  }
  let fraction = x;
  for (let i = 200; i >= 1; i -= 1) fraction = x + i / fraction;
  return density(x) / fraction;
}

/** P(Z <= x) of the standard normal. */
export function normalCdf(x: number): number {
  return normalUpperTail(-x);
}

/** The x with P(Z <= x) = p, 0 < p < 1: Abramowitz and Stegun 26.2.23 as a start, then Halley's steps on the tail. */
export function normalQuantile(p: number): number {
  assert(p > 0 && p < 1, `a probability between 0 and 1, not ${p}`);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  let x =
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
  for (let i = 0; i < 3; i += 1) {
    const step = (normalUpperTail(x) - tail) / density(x);
    x += step / (1 - (x * step) / 2);
  }
  return p < 0.5 ? -x : x;
}

/** How many standard errors a two-sided interval reaches to each side: 1.96 at a confidence of 0.95. */
export function criticalValue(confidence: number): number {
  return normalQuantile((1 + confidence) / 2);
}
