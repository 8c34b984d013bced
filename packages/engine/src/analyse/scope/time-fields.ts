import { z } from 'zod';
import { isTimeZone, NAME_A_ZONE } from '../../util/calendar.ts';

/** An instant of a spec, in UTC ms. */
export const instantMs = z
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1));

/** A time zone that the calendar knows. */
export const timeZoneName = z.string().min(1).max(100).refine(isTimeZone, NAME_A_ZONE);
