import type { FunnelAnswer, FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { elapsedText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { timeLabels } from './bucket-labels.ts';
import { SpreadBars } from './spread-bars.tsx';
import { StepLabel } from './step-label.tsx';
import { stepName } from './step-name.ts';

interface Row {
  readonly number: number;
  readonly step: FunnelStep;
  readonly times: NonNullable<FunnelStep['times']>;
}

const SINCE = [
  { value: 'fromPrevious', label: 'since the step before' },
  { value: 'fromFirst', label: 'since the first step' },
];

type Since = 'fromPrevious' | 'fromFirst';

/** How long a step took: its distribution, and median, nine tenths and mean of all steps. */
export function TimesPanel({ answer }: { readonly answer: FunnelAnswer }) {
  const [since, setSince] = useState<Since>('fromPrevious');
  const [chosen, setChosen] = useState<number>();
  const rows = answer.steps.flatMap((step, i): Row[] =>
    step.times === undefined ? [] : [{ number: i + 1, step, times: step.times }],
  );
  const row = rows.find(({ number }) => number === chosen) ?? rows.at(-1);
  if (row === undefined || answer.timeBounds === undefined) return null;
  const spread = row.times[since];
  return (
    <Columns>
      <Panel
        title="Time to convert"
        actions={
          <Group gap={8}>
            <Select
              size="xs"
              w={190}
              aria-label="Step whose time is shown"
              data={rows.map(({ number, step }) => ({
                value: String(number),
                label: `to ${number}  ${stepName(step.event)}`,
              }))}
              value={String(row.number)}
              allowDeselect={false}
              onChange={(number) => setChosen(Number(number))}
            />
            <SegmentedControl
              size="xs"
              aria-label="Since when"
              data={SINCE}
              value={since}
              onChange={(value) => setSince(value as Since)}
            />
          </Group>
        }
      >
        <Text size="sm" mb={8}>
          {spread.median === null
            ? 'Nobody got there.'
            : `Half within ${elapsedText(spread.median)}, nine in ten within ${elapsedText(spread.p90)}.`}
        </Text>
        <SpreadBars
          name="funnel-times"
          of={`Time to step ${row.number}`}
          spread={spread}
          labels={timeLabels(answer.timeBounds)}
        />
      </Panel>
      <Panel title="Times of the steps">
        <DataTable
          label="Times of the steps"
          columns={columnsOf(since)}
          rows={rows}
          rowKey={({ number }) => String(number)}
          onOpen={({ number }) => setChosen(number)}
        />
      </Panel>
    </Columns>
  );
}

function columnsOf(since: Since): readonly Column<Row>[] {
  return [
    {
      key: 'step',
      header: 'To step',
      cell: ({ number, step }) => <StepLabel number={number} event={step.event} />,
    },
    {
      key: 'median',
      header: 'Median',
      isNumber: true,
      cell: ({ times }) => elapsedText(times[since].median),
    },
    {
      key: 'p90',
      header: '90th percentile',
      isNumber: true,
      cell: ({ times }) => elapsedText(times[since].p90),
    },
    { key: 'mean', header: 'Mean', isNumber: true, cell: ({ times }) => elapsedText(times[since].mean) },
  ];
}
