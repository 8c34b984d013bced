import { instantText } from '../../../ui/time-zone.ts';
import type { Population } from '../cohort-types.ts';

/** The name of a span of a population: its day, or its hour. `at` is the instant right after it. */
export function spanText(at: number, { every, timeZone }: Pick<Population, 'every' | 'timeZone'>): string {
  const inside = at - 1;
  if (every === 'hour') return instantText(inside - (inside % 3_600_000), timeZone, 'minute');
  if (every === 'month') {
    return new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', timeZone }).format(inside);
  }
  return `${every === 'week' ? 'week to ' : ''}${instantText(inside, timeZone, 'day')}`;
}
