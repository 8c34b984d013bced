import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import type { CohortDefinition } from '@cusp/engine/define/language/ast.ts';
import { Stack } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { Columns } from '../../ui/columns.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AfterEntry } from './after-entry.tsx';
import { BacktestChart } from './backtest-chart.tsx';
import { CalibrationTable } from './calibration-table.tsx';
import { FunnelPart } from './funnel-part.tsx';
import { RetentionPart } from './retention-part.tsx';
import { ThresholdPanel } from './threshold-panel.tsx';
import { VerdictFigures } from './verdict-figures.tsx';

export interface ValidateResultsProps {
  readonly answer: ValidationAnswer;
  readonly question: QuestionOf<'validation'>;
  readonly cohort: string;
  readonly definition: CohortDefinition | undefined;
}

/** What the verdict is made of, the backtest first. */
export function ValidateResults({ answer, question, cohort, definition }: ValidateResultsProps) {
  return (
    <Stack gap={16}>
      <Panel>
        <VerdictFigures answer={answer} />
      </Panel>
      <Columns>
        <BacktestChart answer={answer} cohort={cohort} />
        <AfterEntry answer={answer} />
      </Columns>
      <CalibrationTable answer={answer} />
      <ThresholdPanel answer={answer} question={question} definition={definition} cohort={cohort} />
      <Columns>
        <RetentionPart answer={answer} question={question} />
        <FunnelPart answer={answer} question={question} />
      </Columns>
    </Stack>
  );
}
