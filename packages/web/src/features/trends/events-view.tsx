import type { EventsAnswer, Line } from '@cusp/engine/analyse/segmentation/result.ts';
import type { EventsSpec } from '@cusp/engine/analyse/segmentation/spec.ts';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { categoryAxis, grid, legend, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, numberText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { ChangeText } from './change-text.tsx';
import { changeOf, lineBefore, lineKey } from './compared.ts';
import { lineName } from './line-name.ts';
import { NothingThere } from './nothing-there.tsx';
import { PointsTable } from './points-table.tsx';
import type { SeriesState } from './search.ts';
import { useOpenPoint } from './use-open-point.ts';

const MOST_DRAWN = 24;

export interface EventsViewProps {
  readonly answer: EventsAnswer;
  /** The question as it was understood. */
  readonly spec: EventsSpec;
  /** The same for the time before, when it is compared with. */
  readonly before: EventsAnswer | undefined;
  readonly series: readonly SeriesState[];
}

/** Lines over time, and each line's whole beside them. Intervals that are not over are drawn dashed. */
export function EventsView({ answer, spec, before, series }: EventsViewProps) {
  const timeZone = useTimeZone();
  const open = useOpenPoint(spec, answer);
  const [chosen, setChosen] = useState(0);
  const lines = answer.series.length > 0 ? answer.series : answer.totals;
  const drawn = lines.slice(0, MOST_DRAWN);
  const span = (answer.intervals[0]?.to ?? 0) - (answer.intervals[0]?.from ?? 0);
  const times = answer.intervals.map(({ from }) =>
    instantText(from, timeZone, span < 86_000_000 ? 'minute' : 'day'),
  );
  const timesBefore = (before?.intervals ?? []).map(({ from }) =>
    instantText(from, timeZone, span < 86_000_000 ? 'minute' : 'day'),
  );
  const names = drawn.map((line) => lineName(line, series));
  const lastWhole = answer.intervals.findLastIndex(({ isIncomplete }) => !isIncomplete);
  const openPoint = (at: number, place: number): void => {
    const line = drawn[at];
    if (line !== undefined) open(line, names[at] ?? '', times[place] ?? '', place);
  };
  const columns: readonly Column<Line>[] = [
    { key: 'name', header: 'Line', cell: (line) => <bdi>{lineName(line, series)}</bdi> },
    {
      key: 'overall',
      header: 'Whole range',
      isNumber: true,
      cell: ({ overall }) => numberText(overall),
      sortBy: ({ overall }) => overall ?? 0,
    },
    ...(before === undefined
      ? []
      : [
          {
            key: 'before',
            header: 'Time before',
            isNumber: true,
            cell: (line: Line) => numberText(lineBefore(line, before)?.overall),
            sortBy: (line: Line) => lineBefore(line, before)?.overall ?? 0,
          },
          {
            key: 'change',
            header: 'Difference',
            isNumber: true,
            cell: (line: Line) => (
              <ChangeText value={changeOf(line.overall, lineBefore(line, before)?.overall)} />
            ),
            sortBy: (line: Line) => changeOf(line.overall, lineBefore(line, before)?.overall) ?? 0,
          },
        ]),
    {
      key: 'events',
      header: 'Events',
      isNumber: true,
      cell: (line) => (line.kind === 'series' ? countText(line.events) : '–'),
      sortBy: (line) => (line.kind === 'series' ? line.events : 0),
    },
    {
      key: 'units',
      header: 'Who',
      isNumber: true,
      cell: (line) => (line.kind === 'series' ? countText(line.units) : '–'),
      sortBy: (line) => (line.kind === 'series' ? line.units : 0),
    },
  ];
  if (isNothing(answer) && (before === undefined || isNothing(before))) return <NothingThere />;
  return (
    <Columns>
      <Panel title="Over time">
        <Chart
          height={360}
          name="trends"
          label={drawn.map((line, i) => `${names[i]}: ${numberText(line.overall)} over the range`).join('; ')}
          onPlot={({ place, value }) => {
            const nearest = nearestLine(drawn, place, value);
            if (nearest !== undefined) openPoint(nearest, place);
          }}
          option={(palette) => ({
            grid: grid({ top: names.length > 1 ? 44 : 16 }),
            ...(names.length > 1 ? { legend: legend(palette) } : {}),
            xAxis: { ...categoryAxis(palette, times), boundaryGap: false },
            yAxis: valueAxis(palette, numberText),
            tooltip: {
              trigger: 'axis',
              ...tooltipStyle(palette),
              formatter: (points: readonly { dataIndex: number }[]) => {
                const at = points[0]?.dataIndex ?? 0;
                const isIncomplete = answer.intervals[at]?.isIncomplete === true;
                return textTooltip([
                  `${times[at]}${isIncomplete ? ', not over yet' : ''}`,
                  ...drawn.map((line, i) => `${names[i]}: ${numberText(line.values[at])}`),
                  ...(before === undefined ? [] : [`Before: ${timesBefore[at] ?? '–'}`]),
                  ...(before === undefined
                    ? []
                    : drawn.map(
                        (line, i) => `${names[i]}: ${numberText(lineBefore(line, before)?.values[at])}`,
                      )),
                ]);
              },
            },
            series: drawn.flatMap((line, i) => {
              // Several grey lines could not be told apart: the one whose numbers are listed below has its past.
              const past = i === Math.min(chosen, drawn.length - 1) ? lineBefore(line, before) : undefined;
              const color = palette.series[i % palette.series.length];
              const shared = {
                type: 'line' as const,
                showSymbol: answer.intervals.length < 3,
                color,
                itemStyle: { color },
              };
              return [
                {
                  ...shared,
                  name: names[i],
                  data: line.values.map((value, at) => (at <= lastWhole ? value : null)),
                },
                {
                  ...shared,
                  name: names[i],
                  tooltip: { show: false },
                  lineStyle: { type: 'dashed', opacity: 0.6 },
                  data: line.values.map((value, at) => (at >= lastWhole ? value : null)),
                },
                ...(past === undefined
                  ? []
                  : [
                      {
                        type: 'line' as const,
                        name: `${names[i]}, the time before`,
                        showSymbol: false,
                        color: palette.baseline,
                        itemStyle: { color: palette.baseline },
                        lineStyle: { type: 'dashed', color: palette.baseline, width: 1.5 },
                        z: 1,
                        data: times.map((_, at) => past.values[at] ?? null),
                      },
                    ]),
              ];
            }),
          })}
        />
      </Panel>
      <Panel title="What it is made of">
        <DataTable
          label="Lines"
          columns={columns}
          rows={lines}
          rowKey={lineKey}
          onOpen={(line) => open(line, lineName(line, series), 'the whole range')}
        />
        {answer.others > 0 && (
          <Text size="sm" c="dimmed" mt="sm">
            {countText(answer.others)} further values came together as other values.
          </Text>
        )}
        {lines.length > drawn.length && (
          <Text size="sm" c="dimmed" mt="sm">
            The chart draws the first {MOST_DRAWN} of {countText(lines.length)} lines.
          </Text>
        )}
      </Panel>
      <PointsTable
        answer={answer}
        before={before}
        lines={drawn}
        names={names}
        times={times}
        chosen={chosen}
        onChoose={setChosen}
        onOpen={openPoint}
      />
    </Columns>
  );
}

function isNothing({ series, totals }: EventsAnswer): boolean {
  return [...series, ...totals].every((line) => line.kind !== 'series' || line.events === 0);
}

/** Of the lines that have a number at a place the one that is closest to a height. */
function nearestLine(lines: readonly Line[], place: number, height: number): number | undefined {
  const distances = lines.flatMap((line, i) => {
    const value = line.values[place];
    return value === null || value === undefined ? [] : [{ i, distance: Math.abs(value - height) }];
  });
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.i;
}
