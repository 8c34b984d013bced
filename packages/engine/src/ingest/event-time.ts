import { EARLIEST_EVENT, FUTURE_ALLOWANCE_MS, type Instant } from '../model/time.ts';
import type { Problem } from '../util/result.ts';

/** A smaller difference between two clocks is left alone: it is within what networks add. */
const SKEW_TOLERANCE_MS = 60_000;

/**
 * By how much a sender's clock is behind ours: what to add to its event times. Zero when it did not say when it sent, or when the
 * difference is under a minute, so that exact times stay exact.
 */
export function clockSkew(sent: Instant | undefined, received: Instant): number {
  if (sent === undefined) return 0;
  const behind = received - sent;
  return Math.abs(behind) < SKEW_TOLERANCE_MS ? 0 : behind;
}

/** The time if Cusp accepts events of it; else a problem at `path` that says which slip it looks like. */
export function acceptedTime(
  time: number,
  received: Instant,
  path: string,
  problems: Problem[],
): Instant | undefined {
  if (time >= EARLIEST_EVENT && time <= received + FUTURE_ALLOWANCE_MS) return time;
  const seen = Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
  let hint = 'check the clock of the sender';
  if (time * 1_000 >= EARLIEST_EVENT && time * 1_000 <= received + FUTURE_ALLOWANCE_MS) {
    hint = 'it looks like seconds: send milliseconds';
  } else if (time / 1_000 >= EARLIEST_EVENT && time / 1_000 <= received + FUTURE_ALLOWANCE_MS) {
    hint = 'it looks like microseconds: send milliseconds';
  }
  const range = time < EARLIEST_EVENT ? 'before 1990' : 'more than 24 hours ahead';
  problems.push({ code: 'time-out-of-range', message: `is ${seen}, ${range}: ${hint}`, path });
  return undefined;
}

/**
 * An instant as ISO 8601 text with a zone or as whole milliseconds. Null and missing are undefined; anything else is a problem.
 */
export function wireInstant(value: unknown, path: string, problems: Problem[]): Instant | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return Math.round(value);
  if (typeof value === 'string' && ISO.test(value)) {
    const time = Date.parse(value);
    if (!Number.isNaN(time)) return time;
  }
  const seen = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : `a ${typeof value}`;
  problems.push({
    code: 'wrong-value',
    message: `expected a time such as 2026-01-31T12:00:00.000Z, got ${seen}`,
    path,
  });
  return undefined;
}

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;
