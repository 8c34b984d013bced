import type { MonthOfMembers, ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { Text } from '@mantine/core';
import { ratioText } from '../../ui/comparison-text.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

const COLUMNS: readonly Column<MonthOfMembers>[] = [
  { key: 'month', header: 'Month', cell: ({ month }) => month, sortBy: ({ month }) => month },
  {
    key: 'share',
    header: 'Reached (95% CI)',
    isNumber: true,
    cell: ({ members: { share, low, high } }) =>
      share === null ? '–' : `${shareText(share)} (${shareText(low)}–${shareText(high)})`,
  },
  { key: 'n', header: 'n', isNumber: true, cell: ({ members }) => countText(members.of) },
  { key: 'expected', header: 'Expected', isNumber: true, cell: ({ expected }) => shareText(expected) },
  {
    key: 'as-expected',
    header: 'As expected',
    cell: ({ isAsExpected }) =>
      isAsExpected === null ? (
        '–'
      ) : isAsExpected ? (
        'yes'
      ) : (
        <span style={{ color: 'var(--cusp-stale)' }}>no: it drifts</span>
      ),
  },
  { key: 'lift', header: 'Lift (95% CI)', isNumber: true, cell: ({ ratio }) => ratioText(ratio) },
];

/** Month by month: what share of the members reached the goal, beside what the months before would have made one expect. */
export function CalibrationTable({ answer: { months } }: { readonly answer: ValidationAnswer }) {
  const told = months.filter(({ isAsExpected }) => isAsExpected !== null);
  const drifted = told.filter(({ isAsExpected }) => isAsExpected === false).length;
  return (
    <Panel title="Calibration: does it go on as it was">
      <Text size="sm" mb={8}>
        {told.length === 0
          ? 'With a second month there is something to compare.'
          : drifted === 0
            ? `All ${told.length} month${told.length === 1 ? '' : 's'} came out as the months before would have made one expect.`
            : `${drifted} of ${told.length} months came out other than the months before would have made one expect.`}
      </Text>
      <DataTable label="Calibration by month" columns={COLUMNS} rows={months} rowKey={({ month }) => month} />
    </Panel>
  );
}
