import type { RetentionAnswer, RetentionCell } from '@cusp/engine/analyse/retention/result.ts';
import type { ShareComparison } from '@cusp/engine/util/statistics/compare-shares.ts';
import type { Difference } from '@cusp/engine/util/statistics/difference.ts';
import { Text } from '@mantine/core';
import { differenceText, evidenceText } from '../../ui/comparison-text.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, shareText } from '../../ui/format.ts';
import { columnName, type ShownCurve } from './curves.ts';

interface Row {
  readonly curve: ShownCurve;
  readonly cell: RetentionCell;
  readonly comparison: ShareComparison | undefined;
  readonly difference: Difference | undefined;
}

export interface CurveTableProps {
  readonly answer: RetentionAnswer;
  readonly curves: readonly ShownCurve[];
  readonly onSelect: (curve: ShownCurve, interval: number) => void;
}

/** The curves in numbers, with intervals, and where groups are compared with the difference and what the test says. A row opens the people. */
export function CurveTable({ answer, curves, onSelect }: CurveTableProps) {
  const rows = answer.columns.flatMap((_, place) =>
    curves.flatMap((curve, i): Row[] => {
      const cell = curve.overall.cells[place];
      if (cell === undefined) return [];
      return [
        {
          curve,
          cell,
          comparison: curve.comparison?.[place],
          difference: i === 0 ? answer.comparison?.differences[place] : undefined,
        },
      ];
    }),
  );
  const isCompared = rows.some(({ comparison, difference }) => comparison ?? difference);
  const test = rows.find(({ comparison }) => comparison)?.comparison;
  return (
    <>
      <DataTable
        label="Retention in numbers"
        columns={columnsOf(answer, curves.length > 1, isCompared)}
        rows={rows}
        rowKey={({ curve, cell }) => `${cell.interval} ${curve.return} ${JSON.stringify(curve.group)}`}
        onOpen={({ curve, cell }) => onSelect(curve, cell.interval)}
        maxHeight={420}
      />
      {test && (
        <Text size="xs" c="dimmed" mt={8}>
          Each segment against the first, interval by interval: {test.test}, p-values after {test.adjustment}.
          The interval of the difference is Newcombe’s.
        </Text>
      )}
    </>
  );
}

function columnsOf(answer: RetentionAnswer, isSeveral: boolean, isCompared: boolean): readonly Column<Row>[] {
  return [
    {
      key: 'interval',
      header: 'Interval',
      cell: ({ cell }) => <span style={{ whiteSpace: 'nowrap' }}>{columnName(answer, cell.interval)}</span>,
      sortBy: ({ cell }) => cell.interval,
    },
    ...(isSeveral
      ? [
          {
            key: 'curve',
            header: 'Who',
            cell: ({ curve }: Row) => <bdi>{curve.name}</bdi>,
            sortBy: ({ curve }: Row) => curve.name,
          },
        ]
      : []),
    {
      key: 'share',
      header: 'Came back (95% CI)',
      isNumber: true,
      cell: ({ cell: { returned } }) =>
        returned.share === null
          ? '–'
          : `${shareText(returned.share)} (${shareText(returned.low)}–${shareText(returned.high)})`,
      sortBy: ({ cell }) => cell.returned.share ?? -1,
    },
    { key: 'count', header: 'Who', isNumber: true, cell: ({ cell }) => countText(cell.returned.count) },
    { key: 'of', header: 'n', isNumber: true, cell: ({ cell }) => countText(cell.returned.of) },
    { key: 'immature', header: 'Not over yet', isNumber: true, cell: ({ cell }) => countText(cell.immature) },
    ...(isCompared
      ? [
          {
            key: 'difference',
            header: answer.comparison ? 'Against the baseline (95% CI)' : 'Against the first (95% CI)',
            cell: ({ comparison, difference }: Row) => {
              const of = comparison?.difference ?? difference;
              return of ? differenceText(of) : '–';
            },
          },
        ]
      : []),
    ...(isCompared && !answer.comparison
      ? [
          {
            key: 'evidence',
            header: 'Evidence',
            cell: ({ comparison }: Row) => (comparison ? evidenceText(comparison) : '–'),
          },
        ]
      : []),
  ];
}
