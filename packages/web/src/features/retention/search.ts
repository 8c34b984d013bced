import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { readRange, type TimeRange } from '../../ui/fields/range.ts';

export type RetentionQuestion = QuestionOf<'retention'>;
export type Intervals = NonNullable<RetentionQuestion['intervals']>;

/** What the page of retention keeps in its address. */
export interface RetentionSearch
  extends Partial<Omit<RetentionQuestion, 'kind' | 'start' | 'return' | 'membersAsOf' | 'intervals'>> {
  readonly range: TimeRange;
  /** What a start is: an event, being seen for the first time, or one instant for all. */
  readonly start: 'event' | 'first-seen' | 'instant';
  readonly startEvent: EventSelector;
  readonly which?: 'first' | 'first-ever' | 'recurring';
  /** UTC ms, of a start at one instant. */
  readonly at?: number;
  readonly return: EventSelector;
  readonly intervals: Intervals;
  /** UTC ms, or where the range begins. */
  readonly membersAsOf?: number | 'start';
}

const ANY: EventSelector = { names: [], filters: [] };
const STARTS = ['event', 'first-seen', 'instant'] as const;

export const DEFAULT_RANGE: TimeRange = { last: { amount: 90, unit: 'day' } };
export const DEFAULT_INTERVALS: Intervals = { unit: 'week', kind: 'calendar', last: 8 };

/** Reads the address. What the engine would refuse is left to it, which says why. */
export function readRetentionSearch(search: Record<string, unknown>): RetentionSearch {
  const { range, start, startEvent, return: back, intervals, alsoReturn, segments, ...rest } = search;
  return {
    ...(rest as Partial<RetentionSearch>),
    ...(Array.isArray(alsoReturn) && alsoReturn.length > 0
      ? { alsoReturn: alsoReturn.map((each) => readEvent(each)) }
      : {}),
    ...(Array.isArray(segments) && segments.length > 0 ? { segments } : {}),
    range: readRange(range, DEFAULT_RANGE),
    start: STARTS.find((kind) => kind === start) ?? 'first-seen',
    startEvent: readEvent(startEvent),
    return: readEvent(back),
    intervals: { ...DEFAULT_INTERVALS, ...(typeof intervals === 'object' ? (intervals as Intervals) : {}) },
  };
}

function readEvent(value: unknown): EventSelector {
  const { names, filters } = (value ?? {}) as { names?: unknown; filters?: unknown };
  return Array.isArray(names) && Array.isArray(filters) ? { names, filters } : ANY;
}
