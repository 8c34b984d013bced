import { localTime } from '@cusp/engine/util/calendar.ts';

/** An instant as a field of the kind `datetime-local` takes it, in a zone: to the second, and to the millisecond where it has any. */
export function zonedInput(at: number, timeZone: string): string {
  const iso = new Date(localTime(at, timeZone)).toISOString();
  return iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23);
}

/** The instant that such a field means in a zone; undefined while it is incomplete. A time that a clock change skips is the instant of the change. */
export function instantOfInput(text: string, timeZone: string): number | undefined {
  const wanted = Date.parse(`${text}Z`);
  if (!Number.isFinite(wanted)) return undefined;
  const first = wanted - (localTime(wanted, timeZone) - wanted);
  return first - (localTime(first, timeZone) - wanted);
}
