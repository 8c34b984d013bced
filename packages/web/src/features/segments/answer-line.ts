import type { CohortAnswer } from '@cusp/engine/analyse/segmentation/result.ts';
import { counted, shareText } from '../../ui/format.ts';
import { proseName } from '../../ui/prose-name.ts';
import { labelText } from '../../ui/value-label.ts';

/** What a split says, in a sentence: the largest segment, and the one that converts most often. */
export function splitAnswer({ members, segments, goal }: CohortAnswer, cohort: string): string {
  if (members === 0) return `Nobody is in “${proseName(cohort)}” as of that instant.`;
  const largest = segments.toSorted((a, b) => b.members - a.members)[0];
  if (largest === undefined) return `${counted(members, 'member')}, none in any segment.`;
  const first = `${counted(members, 'member')}: most are ${proseName(labelText(largest.label))} (${shareText(largest.share, 0)}).`;
  const best = segments
    .filter(({ conversion }) => conversion?.share != null && conversion.of > 0)
    .toSorted((a, b) => (b.conversion?.share ?? 0) - (a.conversion?.share ?? 0))[0];
  if (goal === null || best === undefined) return first;
  const open = goal.isComplete ? '' : ' Their time is not over: more may come.';
  return `${first} ${proseName(labelText(best.label))} got to the goal most often: ${shareText(best.conversion?.share)}.${open}`;
}
