import { DAY_MS, EARLIEST_EVENT, type Instant } from '../model/time.ts';
import { localTime } from './calendar.ts';

/** How far a zone's clocks are ahead of UTC, in ms: `offsets[i]` from `starts[i]` until the next start. */
export interface ZoneOffsets {
  readonly starts: readonly Instant[];
  readonly offsets: readonly number[];
}

/** No zone has put its clocks forward and back again within so short a time since the earliest event. */
const STEP_MS = 7 * DAY_MS;
/** Nothing happens later. */
const LATEST: Instant = Date.UTC(2200, 0, 1) - 1;

/** The offsets of a zone over (after, until], as far as events lie there; the first holds from the beginning on. */
export function zoneOffsets(timeZone: string, after: Instant, until: Instant): ZoneOffsets {
  const first = Math.min(Math.max(after, EARLIEST_EVENT), LATEST);
  const last = Math.min(until, LATEST);
  const starts: Instant[] = [first];
  const offsets: number[] = [zoneOffset(timeZone, first)];
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    for (const { at, offset } of yearOfZone(timeZone, year).changes) {
      if (at <= first || at > last) continue;
      starts.push(at);
      offsets.push(offset);
    }
  }
  return { starts, offsets };
}

/** The offset of a zone at an instant: `localTime(at) - at`, without asking the calendar each time. */
export function zoneOffset(timeZone: string, at: Instant): number {
  const { offset, changes } = yearOfZone(timeZone, yearOf(at));
  let found = offset;
  for (const change of changes) if (change.at <= at) found = change.offset;
  return found;
}

interface Change {
  readonly at: Instant;
  readonly offset: number;
}

/** A year of a zone: the offset with which it begins (in UTC), and when the clocks change to which. */
interface ZoneYear {
  readonly offset: number;
  readonly changes: readonly Change[];
}

const years = new Map<string, ZoneYear>();

function yearOfZone(timeZone: string, year: number): ZoneYear {
  const key = `${timeZone.toLowerCase()} ${year}`;
  let found = years.get(key);
  if (!found) {
    found = readYear(timeZone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1) - 1);
    years.set(key, found);
  }
  return found;
}

function readYear(timeZone: string, from: Instant, until: Instant): ZoneYear {
  const changes: Change[] = [];
  const first = asked(timeZone, from);
  let offset = first;
  for (let at = from; at < until; at += STEP_MS) {
    const end = Math.min(at + STEP_MS, until);
    const next = asked(timeZone, end);
    if (next === offset) continue;
    changes.push({ at: changeIn(timeZone, next, at, end), offset: next });
    offset = next;
  }
  return { offset: first, changes };
}

/** The first instant with the offset that `end` has and `start` has not. */
function changeIn(timeZone: string, offset: number, start: Instant, end: Instant): Instant {
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (asked(timeZone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

function asked(timeZone: string, at: Instant): number {
  return localTime(at, timeZone) - at;
}

function yearOf(at: Instant): number {
  return new Date(at).getUTCFullYear();
}
