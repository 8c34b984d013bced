import type { Quota } from './limits.ts';

/** How long a vendor may take to answer while its allowance is still used in full, in seconds: 200 ms and a quarter more. */
const ANSWER_SECONDS = 0.25;

/**
 * How many requests must be under way at once to use a rate: as many as begin while one is answered (Little's law), and at least two, so
 * that one can be prepared while the other is answered.
 */
export function concurrencyFor(requestsPerSecond: number): number {
  return Math.max(2, Math.ceil(requestsPerSecond * ANSWER_SECONDS));
}

/** The quota of a rate: as many whole requests as fit into `windowMs`, at least one, and the time that these take. */
export function quotaOf(requestsPerSecond: number, windowMs = 1_000): Quota {
  const requests = Math.max(1, Math.floor((requestsPerSecond * windowMs) / 1_000));
  return { requests, perMs: Math.ceil((requests / requestsPerSecond) * 1_000) };
}
