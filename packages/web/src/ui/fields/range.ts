import type { Duration } from '@cusp/engine/define/language/duration.ts';
import { instantText } from '../time-zone.ts';

/** When: the time up to now, or between two instants in UTC ms (`from` included, `to` not). */
export type TimeRange = { readonly last: Duration } | { readonly from: number; readonly to: number };

/** The range as the fields of a spec. */
export function rangeFields(range: TimeRange): { last?: Duration; from?: number; to?: number } {
  return { ...range };
}

/** The range in words, in the project's zone. */
export function rangeText(range: TimeRange, timeZone: string): string {
  if ('last' in range) {
    const { amount, unit } = range.last;
    return `Last ${amount} ${unit}${amount === 1 ? '' : 's'}`;
  }
  return `${instantText(range.from, timeZone, 'day')} to ${instantText(range.to - 1, timeZone, 'day')}`;
}

/** Reads a range out of a page's address; `fallback` for what is none. */
export function readRange(value: unknown, fallback: TimeRange): TimeRange {
  if (typeof value !== 'object' || value === null) return fallback;
  if ('last' in value) {
    const { amount, unit } = value.last as Duration;
    return Number.isInteger(amount) && amount >= 1 && typeof unit === 'string'
      ? { last: { amount, unit } }
      : fallback;
  }
  const { from, to } = value as { from?: unknown; to?: unknown };
  return typeof from === 'number' && typeof to === 'number' && from < to ? { from, to } : fallback;
}
