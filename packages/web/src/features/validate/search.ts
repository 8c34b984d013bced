import type { Duration } from '@cusp/engine/define/language/duration.ts';
import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';

/** What the page Validate keeps in its address. */
export interface ValidateSearch {
  /** A saved cohort's name. */
  readonly cohort?: string;
  readonly baseline?: string;
  readonly goal: EventSelector;
  readonly horizon: Duration;
  /** How many past moments are looked at, and how far apart they are. */
  readonly instants: number;
  readonly every: Duration;
  /** Who had done the goal before counts too. */
  readonly anyTime?: boolean;
  readonly return: EventSelector;
  readonly steps: readonly EventSelector[];
  /** UTC ms; now when left out. */
  readonly asOf?: number;
}

const NONE: EventSelector = { names: [], filters: [] };
export const DEFAULT_HORIZON: Duration = { amount: 30, unit: 'day' };
export const DEFAULT_EVERY: Duration = { amount: 1, unit: 'week' };
export const DEFAULT_INSTANTS = 12;

/** Reads the address. What the engine would refuse is left to it, which says why. */
export function readValidateSearch(search: Record<string, unknown>): ValidateSearch {
  const { cohort, baseline, goal, horizon, instants, every, anyTime, steps, asOf } = search;
  return {
    ...(typeof cohort === 'string' && cohort !== '' && { cohort }),
    ...(typeof baseline === 'string' && baseline !== '' && { baseline }),
    ...(anyTime === true && { anyTime }),
    ...(typeof asOf === 'number' && { asOf }),
    goal: readEvent(goal),
    horizon: readDuration(horizon, DEFAULT_HORIZON),
    instants: Number.isInteger(instants) ? Number(instants) : DEFAULT_INSTANTS,
    every: readDuration(every, DEFAULT_EVERY),
    return: readEvent(search.return),
    steps: Array.isArray(steps) ? steps.map(readEvent) : [],
  };
}

function readEvent(value: unknown): EventSelector {
  const { names, filters } = (value ?? {}) as { names?: unknown; filters?: unknown };
  return Array.isArray(names) && Array.isArray(filters) ? { names, filters } : NONE;
}

function readDuration(value: unknown, fallback: Duration): Duration {
  const { amount, unit } = (value ?? {}) as Partial<Duration>;
  return Number.isInteger(amount) && typeof unit === 'string' ? ({ amount, unit } as Duration) : fallback;
}
