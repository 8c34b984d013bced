import type { QuestionOf } from '../../api/questions.ts';
import { readRange, type TimeRange } from '../../ui/fields/range.ts';

export type FunnelQuestion = QuestionOf<'funnel'>;

/** What the page of funnels keeps in its address: the question but for its kind, with what is only begun. */
export interface FunnelSearch
  extends Partial<Omit<FunnelQuestion, 'kind' | 'last' | 'from' | 'to' | 'steps' | 'membersAsOf'>> {
  readonly steps: FunnelQuestion['steps'];
  readonly range: TimeRange;
  /** UTC ms, or where the range begins. */
  readonly membersAsOf?: number | 'start';
  /** Is the time before compared with? */
  readonly compare?: boolean;
}

const NO_STEP = { names: [], filters: [] };
export const DEFAULT_RANGE: TimeRange = { last: { amount: 30, unit: 'day' } };
export const DEFAULT_WINDOW = { amount: 7, unit: 'day' } as const;

/** Reads the address. What the engine would refuse is left to it, which says why; only the shape that the page needs is seen to. */
export function readFunnelSearch(search: Record<string, unknown>): FunnelSearch {
  const { steps, range, exclusions, holdConstant, segments, compare, ...rest } = search;
  const read = Array.isArray(steps) ? steps.filter(isStep) : [];
  return {
    ...(rest as Partial<FunnelQuestion>),
    ...(compare === true ? { compare } : {}),
    ...listed('exclusions', exclusions),
    ...listed('holdConstant', holdConstant),
    ...listed('segments', segments),
    steps: read.length >= 2 ? read : [...read, ...Array.from({ length: 2 - read.length }, () => NO_STEP)],
    range: readRange(range, DEFAULT_RANGE),
  };
}

function listed(name: string, value: unknown): object {
  return Array.isArray(value) && value.length > 0 ? { [name]: value } : {};
}

function isStep(value: unknown): value is FunnelQuestion['steps'][number] {
  const { names, filters } = (value ?? {}) as { names?: unknown; filters?: unknown };
  return Array.isArray(names) && Array.isArray(filters);
}
