import { cohortOption } from './options.ts';
import type { Cohort } from './unit-option.ts';

/** A group beside others, as specs have it. */
export interface SegmentChoice {
  readonly name: string;
  readonly cohort?: Cohort;
  readonly who?: string;
}

/** A segment as it is typed: a cohort, which its name or definition names, or one of the words for the others. */
export function segmentOption(text: string, option: string): SegmentChoice {
  if (text === 'everyone' || text === 'everyone-else') return { name: text, who: text };
  return { name: text.slice(0, 200), cohort: cohortOption(text, option) };
}
