import type { RetentionIntervals } from './spec.ts';

/** One cell of each row: the intervals `from` (included) to `to` (not included) counted as one. */
export interface RetentionColumn {
  readonly from: number;
  readonly to: number;
}

/** The brackets, or each interval by itself: in order, none overlapping. */
export function columnsOf({ brackets, last }: RetentionIntervals): readonly RetentionColumn[] {
  return brackets ?? Array.from({ length: last + 1 }, (_, from) => ({ from, to: from + 1 }));
}
