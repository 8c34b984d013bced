import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { shownCurves } from '../retention/curves.ts';
import { RetentionCurves } from '../retention/retention-curves.tsx';
import { useOpenCell } from '../retention/use-open-cell.ts';

export interface RetentionPartProps {
  readonly answer: ValidationAnswer;
  readonly question: QuestionOf<'validation'>;
}

/** Who came back from the last moment on, members beside the baseline. */
export function RetentionPart({ answer, question }: RetentionPartProps) {
  const timeZone = useTimeZone();
  const { retention, from } = answer;
  const openCell = useOpenCell(
    {
      kind: 'retention',
      unit: answer.unit,
      start: { kind: 'instant', at: from },
      ...(question.return && { return: question.return }),
      intervals: { ...retention.intervals },
      compare: {
        cohort: question.cohort,
        ...(question.baseline !== undefined && { baseline: question.baseline }),
        asOf: from,
      },
    },
    retention,
  );
  return (
    <Panel title={`Retention from ${instantText(from, timeZone, 'day')} on`}>
      <RetentionCurves
        answer={retention}
        curves={shownCurves(retention)}
        onSelect={(curve, interval) => openCell({ curve, interval })}
      />
    </Panel>
  );
}
