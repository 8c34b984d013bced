import type {
  FunnelAnswer,
  FunnelBreakdown,
  FunnelBreakdownRow,
} from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { breakdownText } from '../../ui/fields/property-of.ts';
import { countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { valueText } from '../../ui/value-text.ts';
import { GroupedBars } from './grouped-bars.tsx';

interface Row extends FunnelBreakdownRow {
  readonly name: string;
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

/** The values of the breakdown as grouped bars and in numbers. */
export function BreakdownPanels({ answer }: { readonly answer: FunnelAnswer }) {
  const { breakdown } = answer;
  if (breakdown === null) return null;
  const rows = breakdownRows(breakdown);
  const of = breakdownText(breakdown);
  return (
    <Columns>
      <Panel title={<>By {of}</>}>
        <GroupedBars name="funnel-breakdown" groups={rows} answer={answer} onSelect={tellWhyNot} />
      </Panel>
      <Panel title={`Values of ${of}`}>
        <DataTable
          label={`Values of ${of}`}
          columns={COLUMNS}
          rows={rows}
          rowKey={({ name }) => name}
          onOpen={tellWhyNot}
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
    ...rows.map((row) => ({ ...row, name: valueText(row.value) })),
    ...(other === null ? [] : [{ ...other, name: `${countText(other.values)} other values` }]),
    ...(unreached === null ? [] : [{ ...unreached, name: `(did not reach step ${step ?? 1})` }]),
  ];
}

function tellWhyNot(): void {
  notifications.show({
    title: 'No list of people for a bar of a breakdown',
    message:
      'The value is that of one event of the path that counts, which no cohort can ask for: a filter would choose other paths. Filter the step, or add segments, whose bars open.',
  });
}
