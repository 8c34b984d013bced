/** A UTC instant in whole milliseconds since 1970-01-01. Never rounded. */
export type Instant = number;

/** Where "now" comes from: passed in, so that tests and replays choose it. */
export type Clock = () => Instant;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** A day as an elapsed time: exactly 24 hours, whatever the calendar does. */
export const DAY_MS = 86_400_000;
export const WEEK_MS = 604_800_000;

/** The instants that Cusp accepts for an event: from 1990 to one day ahead of now. */
export const EARLIEST_EVENT: Instant = Date.UTC(1990, 0, 1);
export const FUTURE_ALLOWANCE_MS = DAY_MS;
