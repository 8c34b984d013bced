import type { CohortAnswer, Segment } from '@cusp/engine/analyse/segmentation/result.ts';
import { SegmentBars } from './segment-bars.tsx';

const segment = (value: string, members: number): Segment => ({
  label: { kind: 'value', value },
  members,
  share: members / 160,
  conversion: null,
  definition: null,
});

const ANSWER: CohortAnswer = {
  of: 'cohort',
  asOf: 0,
  members: 160,
  conversion: null,
  goal: null,
  segments: [segment('api', 75), segment('storage', 48), segment('seats', 37)],
  mayOverlap: false,
};

/** A made-up split, for the page that has none yet. */
export function SegmentsExample() {
  return <SegmentBars answer={ANSWER} onOpen={() => undefined} />;
}
