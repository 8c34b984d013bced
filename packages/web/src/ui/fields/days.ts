import { calendarStarts, localTime } from '@cusp/engine/util/calendar.ts';

const DAY_MS = 86_400_000;

/** When a calendar day ("2026-03-29") begins in a zone, UTC ms. */
export function dayStart(day: string, timeZone: string): number {
  return startsAround(day, timeZone).start;
}

/** When the day after it begins. */
export function nextDayStart(day: string, timeZone: string): number {
  return startsAround(day, timeZone).next;
}

function startsAround(day: string, timeZone: string): { readonly start: number; readonly next: number } {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  const starts = calendarStarts(wanted - DAY_MS, wanted + 2 * DAY_MS, 'day', timeZone);
  const at = starts.findIndex((start) => Math.floor(localTime(start, timeZone) / DAY_MS) * DAY_MS === wanted);
  return { start: starts[at] ?? wanted, next: starts[at + 1] ?? wanted + DAY_MS };
}
