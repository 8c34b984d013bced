import type {
  FunnelAnswer,
  FunnelBreakdown,
  FunnelBreakdownRow,
} from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { breakdownText } from '../../ui/fields/property-of.ts';
import { countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { MOST_IN_CHART, NO_VALUE, valueText } from '../../ui/value-text.ts';
import { GroupedBars } from './grouped-bars.tsx';
import { type BarOf, useOpenBar } from './use-open-bar.ts';

interface Row extends FunnelBreakdownRow {
  readonly name: string;
  readonly row: NonNullable<BarOf['row']>;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: 'Value', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  {
    key: 'began',
    header: 'Began',
    isNumber: true,
    cell: ({ counts }) => countText(counts[0]),
    sortBy: ({ counts }) => counts[0] ?? 0,
  },
  {
    key: 'converted',
    header: 'Converted',
    isNumber: true,
    cell: ({ converted }) => <Rate of={converted} />,
    sortBy: ({ converted }) => converted.share ?? -1,
  },
];

export interface BreakdownPanelsProps {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}

/** The values of the breakdown as grouped bars and in numbers. A bar or a row opens the people. */
export function BreakdownPanels({ answer, question }: BreakdownPanelsProps) {
  const openBar = useOpenBar(question, answer.asOf);
  const { breakdown, steps } = answer;
  if (breakdown === null) return null;
  const rows = breakdownRows(breakdown);
  const of = breakdownText(breakdown);
  return (
    <Columns>
      <Panel title={<>By {of}</>}>
        <GroupedBars
          name="funnel-breakdown"
          groups={rows}
          answer={answer}
          onSelect={(of, step) => openBar(step, 'converted', of)}
        />
      </Panel>
      <Panel title={`Values of ${of}`}>
        <DataTable
          label={`Values of ${of}`}
          columns={COLUMNS}
          rows={rows}
          rowKey={({ row }) => JSON.stringify(row)}
          onOpen={(of) => openBar(steps.length, 'converted', of)}
        />
        <Text size="xs" c="dimmed" mt={8}>
          {breakdown.step === null
            ? 'The values on all such events that they did: one may be in several rows.'
            : `The value on the event of step ${breakdown.step}.`}
        </Text>
      </Panel>
    </Columns>
  );
}

/** What a breakdown has a row for: the values, those not listed together, and those who did not get to the step that has the value. */
export function breakdownRows({ rows, other, unreached, step }: FunnelBreakdown): readonly Row[] {
  return [
    ...rows.map((row) => ({
      ...row,
      name: valueText(row.value, { none: NO_VALUE, most: MOST_IN_CHART }),
      row: row.value === null ? ({ kind: 'none' } as const) : ({ kind: 'value', value: row.value } as const),
    })),
    ...(other === null
      ? []
      : [{ ...other, name: `${countText(other.values)} other values`, row: { kind: 'other' as const } }]),
    ...(unreached === null
      ? []
      : [{ ...unreached, name: `(did not reach step ${step ?? 1})`, row: { kind: 'unreached' as const } }]),
  ];
}
