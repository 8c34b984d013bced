import type { Interval } from '../../analyse/segmentation/result.ts';
import { HOUR_MS } from '../../model/time.ts';

/** When an interval begins, on the clock of a zone, with a mark when it is not whole: … when it has not ended, else *. */
export function intervalStart(interval: Interval, timeZone: string): string {
  const isClock = interval.to - interval.from <= HOUR_MS;
  const mark = interval.isIncomplete ? '…' : interval.isPartial ? '*' : '';
  return `${localDate(interval.from, timeZone, isClock)}${mark}`;
}

/** What the marks mean, of those that there are. */
export function intervalNotes(intervals: readonly Interval[]): string {
  const notes = [
    intervals.some(({ isPartial, isIncomplete }) => isPartial && !isIncomplete)
      ? '* not the whole interval'
      : '',
    intervals.some(({ isIncomplete }) => isIncomplete) ? '… not over yet' : '',
  ];
  return notes.filter((note) => note !== '').join('\n');
}

function localDate(at: number, timeZone: string, withTime: boolean): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    ...(withTime ? { timeStyle: 'short' as const } : {}),
  });
  return local.format(at);
}
