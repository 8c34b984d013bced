import type { Instant } from '../../model/time.ts';
import { MINUTE_MS } from '../../model/time.ts';

const MAX_REMEMBERED = 20_000;

/**
 * A function from wall-clock time in an IANA zone (given as if it were UTC, in ms) to the instant. A time that the clocks
 * jump over is moved on by the jump; of a time that comes twice the earlier is taken. Undefined when there is no such zone.
 */
export function wallClockReader(zone: string): ((wallMs: number) => Instant) | undefined {
  if (zone === 'UTC' || zone === 'Etc/UTC' || zone === 'Z') return (wallMs) => wallMs;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }

  function offsetAt(instant: Instant): number {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(instant)) parts[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  }

  /** Clocks change on whole minutes, so the offset is one for all of a wall-clock minute. */
  const offsets = new Map<number, number>();
  return (wallMs) => {
    const minute = Math.floor(wallMs / MINUTE_MS);
    let offset = offsets.get(minute);
    if (offset === undefined) {
      offset = wallOffset(minute * MINUTE_MS, offsetAt);
      if (offsets.size >= MAX_REMEMBERED) offsets.clear();
      offsets.set(minute, offset);
    }
    return wallMs - offset;
  };
}

/** The offset of the day before is tried first: in a gap and in a repeated hour it is the one to take. */
function wallOffset(wallMs: number, offsetAt: (instant: Instant) => number): number {
  const before = offsetAt(wallMs - 86_400_000);
  if (offsetAt(wallMs - before) === before) return before;
  const after = offsetAt(wallMs + 86_400_000);
  return offsetAt(wallMs - after) === after ? after : before;
}
