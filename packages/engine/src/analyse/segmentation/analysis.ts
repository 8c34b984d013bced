import { defineAnalysis } from '../define-analysis.ts';
import { windowRange } from '../scope/range.ts';
import { cohortAnswer } from './cohort-answer.ts';
import { eventsAnswer } from './events-answer.ts';
import type { SegmentationAnswer } from './result.ts';
import { type SegmentationSpec, segmentationSpec } from './spec.ts';

export const segmentation = defineAnalysis<'segmentation', SegmentationSpec, SegmentationAnswer>({
  kind: 'segmentation',
  summary:
    'Events over time, split by properties; or the members of a cohort, split into cohorts of their own',
  spec: segmentationSpec,
  range: (spec, asOf) => {
    if (spec.of === 'events') return windowRange(spec.window, asOf);
    return 'window' in spec.split ? windowRange(spec.split.window, asOf) : null;
  },
  run: (spec, context) => (spec.of === 'events' ? eventsAnswer(spec, context) : cohortAnswer(spec, context)),
});
