import type { FunnelAnswer, FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import { useQuestion } from '../../api/use-question.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { funnelBefore } from './before.ts';
import type { FunnelQuestion } from './search.ts';
import { StepLabel } from './step-label.tsx';

interface Row {
  readonly number: number;
  readonly now: FunnelStep;
  readonly before: FunnelStep | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'step',
    header: 'Step',
    cell: ({ number, now }) => <StepLabel number={number} event={now.event} />,
  },
  { key: 'count', header: 'Reached', isNumber: true, cell: ({ now }) => countText(now.count) },
  {
    key: 'countBefore',
    header: 'Time before',
    isNumber: true,
    cell: ({ before }) => countText(before?.count),
  },
  {
    key: 'share',
    header: 'Of the first',
    isNumber: true,
    cell: ({ now }) => <Rate of={now.ofFirst} showN={false} />,
  },
  {
    key: 'shareBefore',
    header: 'Time before',
    isNumber: true,
    cell: ({ before }) => <Rate of={before?.ofFirst ?? null} showN={false} />,
  },
  {
    key: 'points',
    header: 'Difference',
    isNumber: true,
    cell: ({ now, before }) => pointsText(now.ofFirst.share, before?.ofFirst.share),
  },
  {
    key: 'median',
    header: 'Median time, now and before',
    isNumber: true,
    cell: ({ now, before }) =>
      `${elapsedText(now.medianMsFromPrevious)} / ${elapsedText(before?.medianMsFromPrevious)}`,
  },
];

export interface BeforePanelProps {
  readonly answer: FunnelAnswer;
  readonly question: FunnelQuestion;
}

/** The steps beside those of the time before, which had as long to convert. */
export function BeforePanel({ answer, question }: BeforePanelProps) {
  const timeZone = useTimeZone();
  const asked = funnelBefore(question, answer);
  const result = useQuestion<'funnel'>(asked);
  if (asked === undefined) return null;
  return (
    <Panel title="Compared with the time before">
      <Loaded query={result} skeleton={[140]}>
        {({ answer: before }) => (
          <>
            <DataTable
              label="Steps compared with the time before"
              columns={COLUMNS}
              rows={answer.steps.map((now, i) => ({ number: i + 1, now, before: before.steps[i] }))}
              rowKey={({ number }) => String(number)}
            />
            <Text size="sm" c="dimmed" mt="sm">
              From {instantText(before.from, timeZone, 'day')} to{' '}
              {instantText(before.to - 1, timeZone, 'day')}, as it stood on{' '}
              {instantText(before.asOf, timeZone, 'day')}: paths of both times had as long to convert. Whoever
              is in both counts in both.
            </Text>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** A difference of shares in percentage points, with its sign. */
function pointsText(now: number | null, before: number | null | undefined): string {
  if (now === null || before === null || before === undefined) return shareText(null);
  const points = now - before;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points * 100).toFixed(1)} points`;
}
