import type { Instant } from '../../model/time.ts';

/** Below this a number names a span; above, an instant in seconds since 1970. */
const EPOCH_SECONDS_FROM = 1_000_000_000;
const EPOCH_MS_FROM = 1_000_000_000_000;

/** Headers that say when to come back, the plainest first. All but `Retry-After` may be spans or instants, in seconds. */
const RESETS = ['x-ratelimit-retry-after', 'x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'];

/**
 * How long an answer asks to wait, in ms, by whichever header it says it with: `Retry-After` in seconds or as a date (RFC 9110,
 * 10.2.3), a reset in seconds from now, or as an instant in seconds or milliseconds. Undefined when it does not say.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: Instant): number | undefined {
  const after = headers['retry-after']?.trim();
  if (after !== undefined && after !== '') {
    const span = spanMs(after, now);
    if (span !== undefined) return span;
    const date = /[a-z]{3}/i.test(after) ? Date.parse(after) : Number.NaN;
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  for (const name of RESETS) {
    const text = headers[name]?.trim();
    const span = text === undefined || text === '' ? undefined : spanMs(text, now);
    if (span !== undefined) return span;
  }
  return undefined;
}

function spanMs(text: string, now: Instant): number | undefined {
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  if (number >= EPOCH_MS_FROM) return Math.max(0, number - now);
  if (number >= EPOCH_SECONDS_FROM) return Math.max(0, number * 1000 - now);
  return number * 1000;
}
