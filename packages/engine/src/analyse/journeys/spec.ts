import { z } from 'zod';
import { type Duration, duration } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';

const HALF_AN_HOUR: Duration = { amount: 30, unit: 'minute' };

/** The most steps shown on either side of the anchor. */
export const MAX_STEPS = 10;

/**
 * What happens around an event: the ways to it, the ways on from it, who comes back and who converts.
 *
 * An anchor is an event that `anchor` selects in `window`. Its way on is the events after it in the unit's history, up to and
 * at `after` later; its way there the events before it, down to and at `before` earlier. Both end at `asOf`, and with
 * `withinSession` at the borders of the anchor's session. Events named in `hide` are passed over, but for those the anchor selects.
 */
export const journeySpec = z.strictObject({
  kind: z.literal('journey'),
  unit: z.enum(['user', 'account']).default('user'),
  anchor: eventSelector,
  /** Which anchors are looked at, as of `asOf`. */
  window: plainWindow.default({ kind: 'last', duration: { amount: 30, unit: 'day' } }),
  /** UTC ms; nothing later is looked at. Now when left out. */
  asOf: z.int().min(0).optional(),
  /** Every anchor, or each unit's first in the window. */
  occurrence: z.enum(['every', 'first']).default('every'),
  before: duration.default(HALF_AN_HOUR),
  after: duration.default(HALF_AN_HOUR),
  withinSession: z.boolean().default(false),
  /** Steps shown on either side. */
  steps: z.int().min(1).max(MAX_STEPS).default(3),
  /** Leaves out a shown event whose shown predecessor has the same name, so that a run of one event is one step. */
  collapseRepeats: z.boolean().default(false),
  hide: z.array(z.string().min(1).max(1024)).max(200).default([]),
  /** Event names shown at each step, the most frequent first; the rest are counted together as `other`. */
  limit: z.int().min(1).max(50).default(10),
  /** What coming back means: `event` (another anchor when left out) whose `sameProperty` has the anchor's value, within `within`. */
  returnTo: z
    .strictObject({
      event: eventSelector.optional(),
      sameProperty: z.string().min(1).max(1024).optional(),
      within: duration.default({ amount: 24, unit: 'hour' }),
    })
    .prefault({}),
  /** What the anchor is hoped to lead to. */
  goal: z
    .strictObject({ event: eventSelector, within: duration.default({ amount: 30, unit: 'day' }) })
    .optional(),
  /** Only its members, as of `asOf`. */
  cohort: cohortChoice.optional(),
});

export type JourneySpec = z.infer<typeof journeySpec>;
