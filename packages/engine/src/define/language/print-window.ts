import type { Instant } from '../../model/time.ts';
import { unreachable } from '../../util/assert.ts';
import type { Duration } from './duration.ts';
import type { Window } from './window.ts';

/** `14 days`, `1 hour`: in the unit that it was written in. */
export function printDuration(duration: Duration): string {
  return `${duration.amount} ${duration.unit}${duration.amount === 1 ? '' : 's'}`;
}

/** An instant in UTC, as short as it can be without losing anything: `2026-01-31`, `2026-01-31T09:30Z`, down to ms. */
export function printInstant(instant: Instant): string {
  const iso = new Date(instant).toISOString();
  if (iso.endsWith('T00:00:00.000Z')) return iso.slice(0, 10);
  if (iso.endsWith(':00.000Z')) return `${iso.slice(0, 16)}Z`;
  return iso.endsWith('.000Z') ? `${iso.slice(0, 19)}Z` : iso;
}

export function printWindow(window: Window): string {
  switch (window.kind) {
    case 'last':
      return `in the last ${printDuration(window.duration)}`;
    case 'between':
      return `between ${printInstant(window.from)} and ${printInstant(window.to)}`;
    case 'since':
      return `since ${printInstant(window.from)}`;
    case 'first':
      return `in the first ${printDuration(window.duration)}`;
    case 'ever':
      return 'ever';
    default:
      return unreachable(window);
  }
}

/** The window as the end of a clause that looks at all time when it names none: nothing for `ever`. */
export function printWindowAfter(separator: string, window: Window): string {
  return window.kind === 'ever' ? '' : `${separator}${printWindow(window)}`;
}
