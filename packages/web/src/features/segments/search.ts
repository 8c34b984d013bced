import type { QuestionOf } from '../../api/questions.ts';

type SplitQuestion = Extract<QuestionOf<'segmentation'>, { of: 'cohort' }>;
export type Split = SplitQuestion['split'];

/** What the page of segments keeps in its address. */
export interface SegmentsSearch {
  /** The cohort's name. */
  readonly cohort?: string;
  readonly split: Split;
  readonly goal?: SplitQuestion['goal'];
  /** Days back from now as of which the cohort is split; with a goal, so that its time has passed. */
  readonly daysBack?: number;
  readonly limit?: number;
}

export const DEFAULT_SPLIT: Split = { by: 'property', property: '' };

export function readSegmentsSearch(search: Record<string, unknown>): SegmentsSearch {
  const { cohort, split, goal, daysBack, limit } = search;
  const isSplit = typeof split === 'object' && split !== null && 'by' in split;
  return {
    ...(typeof cohort === 'string' && cohort !== '' ? { cohort } : {}),
    split: isSplit ? (split as Split) : DEFAULT_SPLIT,
    ...(typeof goal === 'object' && goal !== null && 'event' in goal
      ? { goal: goal as NonNullable<SegmentsSearch['goal']> }
      : {}),
    ...(typeof daysBack === 'number' && daysBack >= 1 && daysBack <= 366 ? { daysBack } : {}),
    ...(typeof limit === 'number' && limit >= 1 && limit <= 100 ? { limit } : {}),
  };
}
