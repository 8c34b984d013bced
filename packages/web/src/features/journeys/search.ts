import type { QuestionOf } from '../../api/questions.ts';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import { readRange, type TimeRange } from '../../ui/fields/range.ts';

type Journey = QuestionOf<'journey'>;

export type JourneyTab = 'ways' | 'drivers';
export type JourneyList = 'edges' | 'stops';

/** What the page of journeys keeps in its address: the question but for its kind and window, and which part of the page is open. */
export interface JourneySearch extends Partial<Omit<Journey, 'kind' | 'window' | 'anchor'>> {
  readonly anchor: Journey['anchor'];
  readonly range: TimeRange;
  readonly tab?: JourneyTab;
  /** Which numbers stand below the picture. */
  readonly list?: JourneyList;
  /** Whose answer is drawn: a segment's, by its place; all when left out. */
  readonly segment?: number;
}

export const DEFAULT_RANGE: TimeRange = { last: { amount: 30, unit: 'day' } };

/** Reads the address. What the engine would refuse is left to it, which says why; only the shape that the page needs is seen to. */
export function readJourneySearch(search: Record<string, unknown>): JourneySearch {
  const { anchor, range, tab, list, segment, ...rest } = search;
  const { names, filters } = (anchor ?? {}) as Partial<Journey['anchor']>;
  return {
    ...(rest as Partial<Journey>),
    anchor: Array.isArray(names) && Array.isArray(filters) ? { names, filters } : NO_EVENT,
    range: readRange(range, DEFAULT_RANGE),
    ...(tab === 'drivers' ? { tab } : {}),
    ...(list === 'stops' ? { list } : {}),
    ...(typeof segment === 'number' ? { segment } : {}),
  };
}
