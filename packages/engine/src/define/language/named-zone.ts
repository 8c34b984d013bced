import { z } from 'zod';
import { isTimeZone, NAME_A_ZONE } from '../../util/calendar.ts';

/** A zone by its name in the IANA database, such as `Europe/Berlin`; offsets such as `+02:00` are none. */
export const namedZone = z.string().max(100).refine(isTimeZone, { error: NAME_A_ZONE });
