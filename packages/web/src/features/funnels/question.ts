import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { rangeFields } from '../../ui/fields/range.ts';
import { rangeInstants } from '../../ui/fields/range-instants.ts';
import { DEFAULT_WINDOW, type FunnelQuestion, type FunnelSearch } from './search.ts';
import { reordered } from './step-moves.ts';

/**
 * The question that the page's state asks; undefined while fewer than two steps are finished. What is only begun is left out of it, and numbers
 * of steps are those of the finished ones. `now`, UTC ms, is when a range that goes up to now ends.
 */
export function funnelQuestion(search: FunnelSearch, now: number): FunnelQuestion | undefined {
  const { range, membersAsOf, compare: _, ...asked } = search;
  const order = asked.steps.flatMap((step, place) => (isEventUnfinished(step) ? [] : [place]));
  if (order.length < 2) return undefined;
  const { steps, exclusions, breakdown, frequency } = reordered(asked, order);
  const held = asked.holdConstant?.filter(({ property }) => property !== '');
  return {
    kind: 'funnel',
    conversionWindow: DEFAULT_WINDOW,
    ...asked,
    steps: steps.map((step) => ({ ...step, ...finishedEvent(step) })),
    exclusions: exclusions?.flatMap((each) =>
      isEventUnfinished(each.event) ? [] : [{ ...each, event: finishedEvent(each.event) }],
    ),
    holdConstant: held,
    breakdown: finishedBreakdown(breakdown),
    frequency: frequency && {
      ...(frequency.before !== undefined && { before: frequency.before }),
      ...finishedOf(frequency.event),
    },
    ...rangeFields(range),
    ...(membersAsOf !== undefined && {
      membersAsOf: membersAsOf === 'start' ? rangeInstants(range, asked.asOf ?? now).from : membersAsOf,
    }),
  };
}

/** A step may not be left out, so that its bar can be named by what refers to steps. */
export function isRequired({ optional }: { readonly optional?: boolean | undefined }): boolean {
  return optional !== true;
}

function finishedBreakdown(breakdown: FunnelSearch['breakdown']): FunnelQuestion['breakdown'] {
  if (breakdown === undefined || breakdown.property === '') return undefined;
  const { hits, step, ...rest } = breakdown;
  if (hits === undefined) return { ...rest, ...(step !== undefined && { step }) };
  return isEventUnfinished(hits.event)
    ? rest
    : { ...rest, hits: { ...hits, event: finishedEvent(hits.event) } };
}

function finishedOf(event: EventSelector | undefined): { readonly event?: EventSelector } {
  return event === undefined || isEventUnfinished(event) ? {} : { event: finishedEvent(event) };
}

/** How many of the options that are folded away are set. */
export function optionsSet(search: FunnelSearch): number {
  const { unit = 'user', count = 'units', exclusions = [], holdConstant = [], conversionWindow } = search;
  return [
    unit !== 'user',
    count !== 'units',
    conversionWindow !== undefined && 'session' in conversionWindow,
    exclusions.length > 0,
    holdConstant.length > 0,
    search.newOnly !== undefined,
    search.cohort !== undefined,
    search.membersAsOf !== undefined,
    search.asOf !== undefined,
    search.breakdown !== undefined,
    search.timeToConvert !== undefined,
    search.frequency !== undefined,
    search.overTime !== undefined,
  ].filter(Boolean).length;
}
