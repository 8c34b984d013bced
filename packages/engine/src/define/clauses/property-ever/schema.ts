import { z } from 'zod';
import { window } from '../../language/window.ts';
import { comparison } from '../../selector/property-filter.ts';

/**
 * Had the property at some instant of the window, from when the unit became known: its value as of that instant passes the
 * comparison. A value holds until the next one; a missing one takes part as it does in `property`.
 */
export const propertyEverClause = z.strictObject({
  kind: z.literal('property-ever'),
  property: z.string().min(1).max(1024),
  comparison,
  window,
});

export type PropertyEverClause = z.infer<typeof propertyEverClause>;
