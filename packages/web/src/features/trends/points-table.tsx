import type { EventsAnswer, Line } from '@cusp/engine/analyse/segmentation/result.ts';
import { Select } from '@mantine/core';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { numberText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChangeText } from './change-text.tsx';
import { changeOf, lineBefore } from './compared.ts';

interface Point {
  readonly place: number;
  readonly value: number | null;
  readonly before: number | null | undefined;
}

export interface PointsTableProps {
  readonly answer: EventsAnswer;
  readonly before: EventsAnswer | undefined;
  readonly lines: readonly Line[];
  readonly names: readonly string[];
  /** The intervals in words. */
  readonly times: readonly string[];
  /** Which of the lines. */
  readonly chosen: number;
  readonly onChoose: (line: number) => void;
  /** Opens the people of a point. */
  readonly onOpen: (line: number, place: number) => void;
}

/** One line's numbers, interval by interval, beside those of the time before. */
export function PointsTable({
  answer,
  before,
  lines,
  names,
  times,
  chosen,
  onChoose,
  onOpen,
}: PointsTableProps) {
  const place = Math.min(chosen, lines.length - 1);
  const line = lines[place];
  if (line === undefined) return null;
  const past = lineBefore(line, before);
  const rows: Point[] = answer.intervals.map((_, at) => ({
    place: at,
    value: line.values[at] ?? null,
    before: past?.values[at],
  }));
  const columns: readonly Column<Point>[] = [
    {
      key: 'interval',
      header: 'Interval',
      cell: ({ place: at }) =>
        `${times[at]}${answer.intervals[at]?.isIncomplete === true ? ', not over yet' : ''}`,
      sortBy: ({ place: at }) => at,
    },
    {
      key: 'value',
      header: 'Value',
      isNumber: true,
      cell: ({ value }) => numberText(value),
      sortBy: ({ value }) => value ?? -1,
    },
    ...(before === undefined
      ? []
      : [
          {
            key: 'before',
            header: 'Time before',
            isNumber: true,
            cell: ({ before: was }: Point) => numberText(was),
            sortBy: ({ before: was }: Point) => was ?? -1,
          },
          {
            key: 'change',
            header: 'Difference',
            isNumber: true,
            cell: ({ value, before: was }: Point) => <ChangeText value={changeOf(value, was)} />,
            sortBy: ({ value, before: was }: Point) => changeOf(value, was) ?? 0,
          },
        ]),
  ];
  return (
    <Panel
      title="Interval by interval"
      actions={
        lines.length > 1 && (
          <Select
            size="xs"
            w={240}
            maw="100%"
            aria-label="Line whose numbers are listed"
            data={names.map((name, i) => ({ value: String(i), label: name }))}
            value={String(place)}
            allowDeselect={false}
            onChange={(value) => onChoose(Number(value ?? 0))}
          />
        )
      }
    >
      <DataTable
        label="Interval by interval"
        columns={columns}
        rows={rows}
        rowKey={({ place: at }) => String(at)}
        onOpen={({ place: at }) => onOpen(place, at)}
        maxHeight={420}
        isCapped
      />
    </Panel>
  );
}
