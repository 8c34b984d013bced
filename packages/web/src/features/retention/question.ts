import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { rangeInstants } from '../../ui/fields/range-instants.ts';
import type { RetentionQuestion, RetentionSearch } from './search.ts';

/** The question that the page's state asks; undefined while the start is an event that is not chosen. `now` is when a range up to now ends, UTC ms. */
export function retentionQuestion(search: RetentionSearch, now: number): RetentionQuestion | undefined {
  const { range, start: _, startEvent: __, which: ___, at: ____, membersAsOf, ...asked } = search;
  const asOf = search.asOf ?? now;
  const { from, to } = rangeInstants(range, asOf);
  const start = startOf(search, from, to);
  if (start === undefined) return undefined;
  const others = asked.alsoReturn?.filter((each) => !isEventUnfinished(each)).map(finishedEvent);
  const { breakdown, compare, segments, ...rest } = asked;
  const isCompared = compare !== undefined && compare.cohort !== '';
  const isSegmented = segments !== undefined && segments.length > 0;
  return {
    ...rest,
    kind: 'retention',
    start,
    return: finishedEvent(asked.return),
    alsoReturn: others?.length ? others : undefined,
    asOf,
    ...(isSegmented && { segments }),
    ...(!isSegmented && isCompared && { compare }),
    ...(!isSegmented && !isCompared && breakdown !== undefined && breakdown.property !== '' && { breakdown }),
    ...(membersAsOf !== undefined && {
      membersAsOf: membersAsOf === 'start' ? firstInstant(search, from) : membersAsOf,
    }),
  };
}

function startOf(
  { start, startEvent, which, at }: RetentionSearch,
  from: number,
  to: number,
): RetentionQuestion['start'] | undefined {
  switch (start) {
    case 'event':
      return isEventUnfinished(startEvent)
        ? undefined
        : { kind: 'event', event: finishedEvent(startEvent), ...(which && { which }), from, to };
    case 'first-seen':
      return { kind: 'first-seen', from, to };
    case 'instant':
      return { kind: 'instant', at: at ?? from };
  }
}

function firstInstant({ start, at }: RetentionSearch, from: number): number {
  return start === 'instant' ? (at ?? from) : from;
}

/** How many of the options that are folded away are set. */
export function optionsSet(search: RetentionSearch): number {
  const { unit = 'user', count = 'on', intervals } = search;
  return [
    unit !== 'user',
    count !== 'on',
    (search.which ?? 'first') !== 'first',
    intervals.kind === 'rolling',
    intervals.brackets !== undefined,
    (intervals.weekStart ?? 'monday') !== 'monday',
    search.alsoReturn !== undefined,
    search.cohort !== undefined,
    search.membersAsOf !== undefined,
    search.compare !== undefined,
    search.breakdown !== undefined,
    search.overTime !== undefined,
    search.asOf !== undefined,
  ].filter(Boolean).length;
}
