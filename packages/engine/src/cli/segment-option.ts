import { cohortOption } from './options.ts';
import type { Cohort } from './unit-option.ts';

/** A group beside others, as specs have it. */
export interface SegmentChoice {
  readonly name: string;
  readonly cohort?: Cohort;
  readonly who?: string;
}

/** The first cohort among the groups, whose unit the question takes when nothing else says one. */
export function firstCohort(segments: readonly SegmentChoice[] | undefined): Cohort | undefined {
  return segments?.find(({ cohort }) => cohort !== undefined)?.cohort;
}

/** A segment as it is typed: a cohort, which its name or definition names, or one of the words for the others. */
export function segmentOption(text: string, option: string): SegmentChoice {
  if (text === 'everyone' || text === 'everyone-else') return { name: text, who: text };
  return { name: text.slice(0, 200), cohort: cohortOption(text, option) };
}
