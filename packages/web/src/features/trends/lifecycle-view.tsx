import type { LifecycleAnswer, LifecycleInterval } from '@cusp/engine/analyse/lifecycle/result.ts';
import { categoryAxis, grid, legend, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, numberText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { isNobody } from './answer-line.ts';
import { NothingThere } from './nothing-there.tsx';

const PARTS = ['new', 'current', 'resurrected', 'dormant'] as const;

/** Who is active, and since when; below the line, who is no longer. */
export function LifecycleView({ answer }: { readonly answer: LifecycleAnswer }) {
  const timeZone = useTimeZone();
  const { intervals } = answer;
  const times = intervals.map(({ from }) => instantText(from, timeZone, 'day'));
  const columns: readonly Column<LifecycleInterval>[] = [
    {
      key: 'from',
      header: 'From',
      cell: ({ from, isIncomplete }) =>
        `${instantText(from, timeZone, 'day')}${isIncomplete ? ', not over' : ''}`,
    },
    ...PARTS.map((part) => ({
      key: part,
      header: part.charAt(0).toUpperCase() + part.slice(1),
      isNumber: true,
      cell: (interval: LifecycleInterval) => countText(interval[part]),
      sortBy: (interval: LifecycleInterval) => interval[part],
    })),
    {
      key: 'pulse',
      header: 'Won for each lost',
      isNumber: true,
      cell: ({ pulse }) => numberText(pulse),
      sortBy: ({ pulse }) => pulse ?? 0,
    },
  ];
  if (intervals.every(isNobody)) return <NothingThere />;
  return (
    <Columns>
      <Panel title="Who comes, stays and goes">
        <Chart
          height={360}
          name="lifecycle"
          label={intervals
            .map(
              (each, i) =>
                `${times[i]}: ${PARTS.map((part) => `${part} ${countText(each[part])}`).join(', ')}`,
            )
            .join('; ')}
          option={(palette) => {
            const colours = [palette.entered, palette.accent, palette.series[5], palette.exited];
            return {
              grid: grid({ top: 36 }),
              legend: legend(palette),
              xAxis: {
                ...categoryAxis(palette, times),
                axisLine: { onZero: true, lineStyle: { color: palette.line } },
              },
              yAxis: valueAxis(palette, (value) => countText(Math.abs(value))),
              tooltip: {
                trigger: 'axis',
                ...tooltipStyle(palette),
                formatter: (points: readonly { dataIndex: number }[]) => {
                  const at = points[0]?.dataIndex ?? 0;
                  const each = intervals[at];
                  if (each === undefined) return '';
                  return textTooltip([
                    `${times[at]}${each.isIncomplete ? ', not over yet' : ''}`,
                    ...PARTS.map((part) => `${part}: ${countText(each[part])}`),
                  ]);
                },
              },
              series: PARTS.map((part, i) => ({
                name: part,
                type: 'bar',
                stack: 'all',
                barMaxWidth: 40,
                color: colours[i],
                data: intervals.map((each) => ({
                  value: part === 'dormant' ? -each[part] : each[part],
                  ...(each.isIncomplete ? { itemStyle: { opacity: 0.5 } } : {}),
                })),
              })),
            };
          }}
        />
      </Panel>
      <Panel title="What it is made of">
        <DataTable label="Lifecycle" columns={columns} rows={intervals} rowKey={({ from }) => String(from)} />
      </Panel>
    </Columns>
  );
}
