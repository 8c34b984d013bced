import type { QuestionOf } from '../../api/questions.ts';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import { readRange, type TimeRange } from '../../ui/fields/range.ts';

type Events = Extract<QuestionOf<'segmentation'>, { of: 'events' }>;

export const TREND_VIEWS = ['events', 'frequency', 'stickiness', 'lifecycle'] as const;
export type TrendView = (typeof TREND_VIEWS)[number];

export interface SeriesState {
  readonly event: Events['event'];
  readonly measure?: Events['measure'];
}

/** What the page of trends keeps in its address. */
export interface TrendsSearch
  extends Partial<
    Pick<Events, 'unit' | 'formulas' | 'interval' | 'breakdown' | 'limit' | 'segments' | 'cohort'>
  > {
  readonly view?: TrendView;
  /** Is the time before compared with? */
  readonly compare?: boolean;
  readonly series: readonly SeriesState[];
  readonly range: TimeRange;
}

export const DEFAULT_RANGE: TimeRange = { last: { amount: 30, unit: 'day' } };

export function readTrendsSearch(search: Record<string, unknown>): TrendsSearch {
  const { view, series, range, compare, ...rest } = search;
  const read = Array.isArray(series) ? series.filter(isSeries) : [];
  return {
    ...(rest as Partial<TrendsSearch>),
    ...(TREND_VIEWS.includes(view as TrendView) ? { view: view as TrendView } : {}),
    ...(compare === true ? { compare } : {}),
    series: read.length > 0 ? read : [{ event: NO_EVENT }],
    range: readRange(range, DEFAULT_RANGE),
  };
}

function isSeries(value: unknown): value is SeriesState {
  const { names, filters } =
    ((value ?? {}) as { event?: { names?: unknown; filters?: unknown } }).event ?? {};
  return Array.isArray(names) && Array.isArray(filters);
}
