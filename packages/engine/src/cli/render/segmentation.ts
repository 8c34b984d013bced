import type { CohortAnswer, Segment, SegmentationAnswer } from '../../analyse/segmentation/result.ts';
import type { SegmentationSpec } from '../../analyse/segmentation/spec.ts';
import { count, instantText, percent } from '../output/format.ts';
import { table } from '../output/table.ts';
import { labelWords } from './label-words.ts';
import { proportionWords } from './proportion-words.ts';
import { sections } from './sections.ts';
import { eventsWords } from './segmentation-events.ts';

/** Events over time, or a cohort in parts, in plain tables. */
export function segmentationWords(answer: SegmentationAnswer, spec: SegmentationSpec): string {
  if (answer.of === 'cohort') return cohortWords(answer);
  return spec.of === 'events' ? eventsWords(answer, spec) : '';
}

function cohortWords(answer: CohortAnswer): string {
  const { goal, segments } = answer;
  const undefinable = [...new Set(segments.flatMap(({ why }) => (why === undefined ? [] : [why])))];
  return sections([
    `${count(answer.members)} members as of ${instantText(answer.asOf)}`,
    answer.conversion && goal
      ? `converted by ${instantText(goal.until)}: ${proportionWords(answer.conversion)}${goal.isComplete ? '' : ', and more may'}`
      : '',
    table(segments, [
      { title: 'segment', cell: (row) => labelWords(row.label), flexible: true },
      { title: 'members', cell: (row) => count(row.members), right: true },
      { title: 'share', cell: (row) => percent(row.share), right: true },
      {
        title: goal ? 'converted' : '',
        cell: (row: Segment) => (row.conversion ? proportionWords(row.conversion) : ''),
      },
    ]),
    answer.mayOverlap ? 'one member can be in several segments' : '',
    undefinable.length > 0
      ? undefinable.join('\n')
      : '--save-cohort NAME --part N saves a part; --json gives their definitions',
  ]);
}
