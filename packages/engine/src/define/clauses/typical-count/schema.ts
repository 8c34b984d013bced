import { z } from 'zod';
import { plainWindow } from '../../language/window.ts';
import { eventSelector } from '../../selector/event-selector.ts';

/**
 * Did the event at least once, and at least as often in the window as the typical member of a cohort of the same unit: the one at
 * the percentile, by the nearest rank, among all who are members as of the instant. Of a cohort without members it holds of nobody.
 */
export const typicalCountClause = z.strictObject({
  kind: z.literal('typical-count'),
  event: eventSelector,
  /** 50 is the median. */
  percentile: z.int().min(1).max(99),
  cohort: z.string().min(1).max(200),
  window: plainWindow,
});

export type TypicalCountClause = z.infer<typeof typicalCountClause>;
