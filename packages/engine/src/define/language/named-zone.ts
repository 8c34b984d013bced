import { z } from 'zod';
import { isTimeZone } from '../../util/calendar.ts';

/** A zone by its name in the IANA database, such as `Europe/Berlin`; offsets such as `+02:00` are none. */
export function isNamedZone(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && isTimeZone(name);
}

export const namedZone = z
  .string()
  .max(100)
  .refine(isNamedZone, { error: 'Give the name of a time zone, such as Europe/Berlin' });
