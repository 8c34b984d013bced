import type { FunnelAnswer, FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { stepName } from './step-name.ts';
import { useOpenBar } from './use-open-bar.ts';

interface Row extends FunnelStep {
  readonly number: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'step', header: 'Step', cell: ({ number, event }) => <bdi>{`${number}  ${stepName(event)}`}</bdi> },
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

/** Only where a step may be left out: what share went on, of those who did it and of those who did not. */
const OPTIONAL: readonly Column<Row>[] = [
  {
    key: 'with',
    header: 'Went on with it',
    isNumber: true,
    cell: ({ optional }) => <Rate of={optional?.withIt ?? null} />,
  },
  {
    key: 'without',
    header: 'Without it',
    isNumber: true,
    cell: ({ optional }) => <Rate of={optional?.withoutIt ?? null} />,
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
  const openBar = useOpenBar(question);
  return (
    <DataTable
      label="Steps of the funnel"
      columns={answer.steps.some(({ optional }) => optional) ? [...COLUMNS, ...OPTIONAL] : COLUMNS}
      rows={answer.steps.map((step, i) => ({ ...step, number: i + 1 }))}
      rowKey={({ number }) => String(number)}
      onOpen={({ number }) => void openBar(number, 'converted')}
    />
  );
}
