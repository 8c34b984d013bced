import type { FunnelAnswer, FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { StepLabel } from './step-label.tsx';
import classes from './step-table.module.css';
import { useOpenBar } from './use-open-bar.ts';

interface Row extends FunnelStep {
  readonly number: number;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'step',
    header: 'Step',
    cell: ({ number, event, optional }) => (
      <span className={classes.step}>
        <StepLabel number={number} event={event} />
        {optional && (
          <small>
            went on with it {shareText(optional.withIt.share)}, without it{' '}
            {shareText(optional.withoutIt.share)}
          </small>
        )}
      </span>
    ),
  },
  { key: 'count', header: 'Reached', isNumber: true, cell: ({ count }) => countText(count) },
  {
    key: 'first',
    header: 'Of the first',
    isNumber: true,
    cell: ({ ofFirst }) => <Rate of={ofFirst} showN={false} />,
  },
  {
    key: 'previous',
    header: 'Of the step before',
    isNumber: true,
    cell: ({ ofPrevious }) => <Rate of={ofPrevious} />,
  },
  {
    key: 'median',
    header: 'Median time',
    isNumber: true,
    cell: ({ medianMsFromPrevious }) => elapsedText(medianMsFromPrevious),
  },
];

/** The steps in numbers. A row opens those who reached it. */
export function StepTable({
  answer,
  question,
}: {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}) {
  const openBar = useOpenBar(question, answer.asOf);
  return (
    <DataTable
      label="Steps of the funnel"
      columns={COLUMNS}
      rows={answer.steps.map((step, i) => ({ ...step, number: i + 1 }))}
      rowKey={({ number }) => String(number)}
      onOpen={({ number }) => openBar(number, 'converted')}
    />
  );
}
