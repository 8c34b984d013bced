import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

/** What the page Measure keeps in its address. */
export interface MeasureSearch {
  /** The export's id. */
  readonly export?: string;
  readonly goal?: EventSelector;
  /** How long after being told a conversion counts, in days. */
  readonly days?: number;
  /** A cohort by name: whom to compare with. */
  readonly comparable?: string;
}

export const DEFAULT_DAYS = 14;

export function readMeasureSearch(search: Record<string, unknown>): MeasureSearch {
  const { goal, days, comparable } = search;
  const { names, filters } = (goal ?? {}) as Partial<EventSelector>;
  return {
    ...(typeof search.export === 'string' ? { export: search.export } : {}),
    ...(Array.isArray(names) && Array.isArray(filters) ? { goal: { names, filters } } : {}),
    ...(typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 366 ? { days } : {}),
    ...(typeof comparable === 'string' && comparable !== '' ? { comparable } : {}),
  };
}
