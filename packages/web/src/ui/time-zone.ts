import { createContext, use } from 'react';

/** The project's time zone: all calendar days and printed times are in it. */
export const TimeZoneContext = createContext('UTC');

export function useTimeZone(): string {
  return use(TimeZoneContext);
}

export type TimePrecision = 'day' | 'minute' | 'millisecond';

const OPTIONS: Readonly<Record<TimePrecision, Intl.DateTimeFormatOptions>> = {
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  minute: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  millisecond: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  },
};

/** An instant in UTC ms as people write it, in a zone. */
export function instantText(at: number, timeZone: string, precision: TimePrecision = 'minute'): string {
  return new Intl.DateTimeFormat('en-GB', { ...OPTIONS[precision], hourCycle: 'h23', timeZone }).format(at);
}

/** How long ago, or how far ahead, in one unit: "3 min ago", "in 2 h", "just now". */
export function relativeText(at: number, now: number): string {
  const gap = Math.abs(now - at);
  if (gap < 5_000) return 'just now';
  const [amount, unit] =
    gap < 60_000
      ? [Math.round(gap / 1_000), 's']
      : gap < 3_600_000
        ? [Math.round(gap / 60_000), 'min']
        : gap < 172_800_000
          ? [Math.round(gap / 3_600_000), 'h']
          : [Math.round(gap / 86_400_000), 'd'];
  return at <= now ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
}
