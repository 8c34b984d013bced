import { z } from 'zod';
import { isTimeZone } from '../../util/calendar.ts';

/** An instant of a spec, in UTC ms. */
export const instantMs = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1));

/** A time zone that the calendar knows. */
export const timeZoneName = z
  .string()
  .min(1)
  .max(100)
  .refine(isTimeZone, 'is no time zone: give an IANA name such as "Europe/Berlin"');
