import { z } from 'zod';
import { type Duration, duration } from '../../define/language/duration.ts';
import { plainWindow } from '../../define/language/window.ts';
import { eventSelector } from '../../define/selector/event-selector.ts';
import { filterScope } from '../../define/selector/property-filter.ts';
import { cohortChoice } from '../scope/cohort-choice.ts';
import { segments } from '../scope/segments.ts';

const HALF_AN_HOUR: Duration = { amount: 30, unit: 'minute' };

/** The most steps shown on either side of the anchor. */
export const MAX_STEPS = 10;

const eventName = z.string().min(1).max(1024);

/** Fields of every question that looks at what was done around an event. */
export const journeyFields = {
  hide: z.array(eventName).max(200).default([]),
  /** Several events under one name. An event is in one group at most. */
  groups: z
    .array(z.strictObject({ name: eventName, events: z.array(eventName).min(1).max(100) }))
    .max(50)
    .default([]),
  /** An event by a property's value, as many nodes as values: its own property, or the user's as the event carries it. */
  expand: z
    .array(z.strictObject({ event: eventName, scope: filterScope.default('event'), property: eventName }))
    .max(5)
    .default([]),
  /** Only its members, as of `asOf`. */
  cohort: cohortChoice.optional(),
  /** The same answer for each of these beside that for all. Membership is as of `asOf`. */
  segments: segments.optional(),
  /** How much memory the engine and the counting may each take. */
  memoryMb: z.int().min(16).max(16_384).default(4_096),
} as const;

/** What is wrong with groups and expanded events: an event in two groups, or expanded twice, or both. */
export function mixedNames({
  groups,
  expand,
}: {
  readonly groups: z.infer<typeof journeyFields.groups>;
  readonly expand: z.infer<typeof journeyFields.expand>;
}): z.core.$ZodRawIssue[] {
  const issues: z.core.$ZodRawIssue[] = [];
  const refuse = (message: string, input: string, ...path: (string | number)[]): void => {
    issues.push({ code: 'custom', message, path, input });
  };
  const grouped = new Set<string>();
  groups.forEach(({ events }, group) => {
    events.forEach((event, i) => {
      if (grouped.has(event))
        refuse('the event is in a group already: name it once', event, 'groups', group, 'events', i);
      grouped.add(event);
    });
  });
  const expanded = new Set<string>();
  expand.forEach(({ event }, i) => {
    if (expanded.has(event))
      refuse('the event is expanded already: choose one property', event, 'expand', i, 'event');
    if (grouped.has(event))
      refuse('the event is in a group: expand it, or group it', event, 'expand', i, 'event');
    expanded.add(event);
  });
  return issues;
}

/**
 * What happens around an event: the ways to it, the ways on from it, who comes back and who converts.
 *
 * An anchor is an event that `anchor` selects in `window`. Its way on is the events after it in the unit's history, up to and
 * at `after` later; its way there the events before it, down to and at `before` earlier. Both end at `asOf`, and with
 * `withinSession` at the borders of the anchor's session. Events named in `hide` are passed over, but for those that the anchor,
 * or `to`, selects. Events are told apart by name, after `groups` and `expand`.
 */
export const journeySpec = z
  .strictObject({
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
    /** Leaves out a shown event whose shown predecessor looks the same, so that a run of one event is one step. */
    collapseRepeats: z.boolean().default(false),
    hide: journeyFields.hide,
    groups: journeyFields.groups,
    expand: journeyFields.expand,
    /** Nodes shown at each step, the most frequent first; the rest are counted together as `other`. */
    limit: z.int().min(1).max(50).default(10),
    /**
     * Where the ways on should end: at the first event after the anchor that `event` selects, within `within` (and the session, with
     * `withinSession`), and with `steps` no more than so many shown events in between. It takes the place of `after` for the ways.
     */
    to: z
      .strictObject({
        event: eventSelector,
        within: duration.default({ amount: 1, unit: 'day' }),
        steps: z.int().min(0).max(50).optional(),
      })
      .optional(),
    /** What coming back means: `event` (another anchor when left out) whose `sameProperty` has the anchor's value, within `within`. */
    returnTo: z
      .strictObject({
        event: eventSelector.optional(),
        sameProperty: z.string().min(1).max(1024).optional(),
        within: duration.default({ amount: 24, unit: 'hour' }),
      })
      .prefault({}),
    /** Events that count as a way around the anchor, such as an export or a second account. */
    workaround: eventSelector.optional(),
    /** What the anchor is hoped to lead to. */
    goal: z
      .strictObject({ event: eventSelector, within: duration.default({ amount: 30, unit: 'day' }) })
      .optional(),
    cohort: journeyFields.cohort,
    segments: journeyFields.segments,
    memoryMb: journeyFields.memoryMb,
  })
  .check(({ value, issues }) => {
    issues.push(...mixedNames(value));
  });

export type JourneySpec = z.infer<typeof journeySpec>;
