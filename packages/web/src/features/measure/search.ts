import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

export const EVERY = ['day', 'week', 'month'] as const;

type Every = (typeof EVERY)[number];

/** What the page Measure keeps in its address. */
export interface MeasureSearch {
  /** The export's id; or a sync's. */
  readonly export?: string;
  readonly sync?: string;
  readonly goal?: EventSelector;
  /** How long after being told a conversion counts, in days. */
  readonly days?: number;
  /** Of a sync: those who were told in one of them are looked at together. */
  readonly every?: Every;
  /** A cohort by name: whom to compare with. */
  readonly comparable?: string;
}

export const DEFAULT_DAYS = 14;
export const DEFAULT_EVERY: Every = 'week';

export function readMeasureSearch(search: Record<string, unknown>): MeasureSearch {
  const { goal, days, every, comparable } = search;
  const { names, filters } = (goal ?? {}) as Partial<EventSelector>;
  return {
    ...(typeof search.export === 'string' ? { export: search.export } : {}),
    ...(typeof search.sync === 'string' ? { sync: search.sync } : {}),
    ...(Array.isArray(names) && Array.isArray(filters) ? { goal: { names, filters } } : {}),
    ...(typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 366 ? { days } : {}),
    ...(EVERY.some((each) => each === every) ? { every: every as Every } : {}),
    ...(typeof comparable === 'string' && comparable !== '' ? { comparable } : {}),
  };
}
