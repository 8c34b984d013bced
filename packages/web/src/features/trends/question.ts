import type { QuestionOf } from '../../api/questions.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { previousWindow } from '../../ui/fields/previous-window.ts';
import type { TimeRange } from '../../ui/fields/range.ts';
import { windowOf } from '../../ui/fields/window-of.ts';
import type { SeriesState, TrendsSearch } from './search.ts';

const UNIT_MS = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

type Events = Extract<QuestionOf<'segmentation'>, { of: 'events' }>;

/** Events over time; undefined until an event is chosen. Series that are only begun are left out. */
export function eventsQuestion({
  series,
  range,
  view: _,
  compare: __,
  breakdown,
  ...options
}: TrendsSearch): Events | undefined {
  const [first, ...rest] = series
    .filter(({ event, measure }) => !isEventUnfinished(event, true) && isMeasureFinished(measure))
    .map(finished);
  if (first === undefined || series.every(({ event }) => isUntouched(event))) return undefined;
  const splits = (breakdown ?? []).filter(({ property }) => property !== '');
  return {
    kind: 'segmentation',
    of: 'events',
    ...options,
    ...first,
    ...(rest.length === 0 ? {} : { alsoSeries: rest }),
    ...(splits.length === 0 ? {} : { breakdown: splits }),
    window: windowOf(range),
  };
}

/** The same of the time of the same length before, for what the answer was as of. */
export function beforeQuestion(question: Events | undefined, asOf: number | undefined): Events | undefined {
  if (question === undefined || asOf === undefined || question.window === undefined) return undefined;
  const window = previousWindow(question.window, asOf);
  return window && { ...question, window, asOf };
}

/** How often each did the first event; undefined until one is chosen. */
export function frequencyQuestion({
  series: [first],
  range,
  unit,
  cohort,
  breakdown,
  limit,
}: TrendsSearch): QuestionOf<'frequency'> | undefined {
  if (first === undefined || isEventUnfinished(first.event)) return undefined;
  const split = breakdown?.find(({ property }) => property !== '');
  return {
    kind: 'frequency',
    event: finishedEvent(first.event),
    window: windowOf(range),
    ...(unit === undefined ? {} : { unit }),
    ...(cohort === undefined ? {} : { cohort }),
    ...(split === undefined ? {} : { breakdown: split }),
    ...(limit === undefined ? {} : { limit }),
  };
}

/** In how many days of an interval those who were active were. Any event counts while none is chosen. `now` in UTC ms. */
export function stickinessQuestion(
  { series: [first], range, unit, cohort, segments, interval }: TrendsSearch,
  now: number,
): QuestionOf<'stickiness'> {
  return {
    kind: 'stickiness',
    ...eventOf(first),
    ...instantsOf(range, now),
    interval: interval === 'day' || interval === 'month' ? interval : 'week',
    ...(unit === undefined ? {} : { unit }),
    ...(cohort === undefined ? {} : { cohort }),
    ...(segments === undefined ? {} : { segments }),
  };
}

/** Who is new, current, resurrected or dormant in each interval. */
export function lifecycleQuestion(
  { series: [first], range, unit, cohort, interval }: TrendsSearch,
  now: number,
): QuestionOf<'lifecycle'> {
  return {
    kind: 'lifecycle',
    ...eventOf(first),
    ...instantsOf(range, now),
    ...(interval === undefined || interval === 'minute' ? {} : { interval }),
    ...(unit === undefined ? {} : { unit }),
    ...(cohort === undefined ? {} : { cohort }),
  };
}

function eventOf(series: SeriesState | undefined) {
  return series === undefined || isEventUnfinished(series.event)
    ? {}
    : { event: finishedEvent(series.event) };
}

function instantsOf(range: TimeRange, now: number): { from: number; to: number } {
  if ('from' in range) return { from: range.from, to: range.to };
  return { from: now - range.last.amount * UNIT_MS[range.last.unit], to: now };
}

function finished({ event, measure }: SeriesState) {
  return { event: finishedEvent(event), ...(measure === undefined ? {} : { measure }) };
}

function isMeasureFinished(measure: SeriesState['measure']): boolean {
  return measure === undefined || !('property' in measure) || measure.property !== '';
}

function isUntouched({ names, filters }: SeriesState['event']): boolean {
  return names.length === 0 && filters.length === 0;
}
