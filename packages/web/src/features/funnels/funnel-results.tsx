import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { Columns } from '../../ui/columns.tsx';
import { Panel } from '../../ui/panel.tsx';
import { BreakdownPanels } from './breakdown-panels.tsx';
import { FrequencyPanel } from './frequency-panel.tsx';
import { FunnelBars } from './funnel-bars.tsx';
import classes from './funnel-results.module.css';
import { OverTimePanel } from './over-time-panel.tsx';
import { SegmentPanels } from './segment-panels.tsx';
import { StepTable } from './step-table.tsx';
import { TimesPanel } from './times-panel.tsx';

export interface FunnelResultsProps {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}

/** All that a funnel's answer holds: the steps first, then what was asked for beside them. */
export function FunnelResults({ answer, question }: FunnelResultsProps) {
  return (
    <div className={classes.results}>
      <Columns>
        <Panel title="Steps">
          <FunnelBars answer={answer} question={question} />
        </Panel>
        <Panel title="What it is made of">
          <StepTable answer={answer} question={question} />
        </Panel>
      </Columns>
      <SegmentPanels answer={answer} question={question} />
      <BreakdownPanels answer={answer} question={question} />
      <TimesPanel answer={answer} />
      <OverTimePanel answer={answer} interval={question.overTime?.interval ?? 'day'} />
      <FrequencyPanel answer={answer} />
    </div>
  );
}
