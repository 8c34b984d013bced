import type { FunnelAnswer, FunnelPeriod } from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { hatched } from '../../charts/hatch.ts';
import { whiskers } from '../../charts/whiskers.ts';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';

export interface OverTimePanelProps {
  readonly answer: FunnelAnswer;
  readonly interval: 'hour' | 'day' | 'week' | 'month';
}

/** Conversion by when the path began. Where it may yet rise the bar is hatched. */
export function OverTimePanel({ answer, interval }: OverTimePanelProps) {
  const timeZone = useTimeZone();
  const periods = answer.overTime;
  if (periods === undefined) return null;
  const label = (at: number): string => instantText(at, timeZone, interval === 'hour' ? 'minute' : 'day');
  const labels = periods.map(({ from }) => label(from));
  const columns: readonly Column<FunnelPeriod>[] = [
    { key: 'from', header: 'Began', cell: ({ from }) => label(from), sortBy: ({ from }) => from },
    {
      key: 'count',
      header: 'Paths',
      isNumber: true,
      cell: ({ counts }) => countText(counts[0]),
      sortBy: ({ counts }) => counts[0] ?? 0,
    },
    {
      key: 'converted',
      header: 'Converted',
      isNumber: true,
      cell: ({ converted, isImmature }) => (
        <>
          {isImmature && <small style={{ color: 'var(--cusp-unknown)' }}>may rise </small>}
          <Rate of={converted} showN={false} />
        </>
      ),
      sortBy: ({ converted }) => converted.share ?? -1,
    },
    { key: 'median', header: 'Median time', isNumber: true, cell: ({ medianMs }) => elapsedText(medianMs) },
  ];
  return (
    <Columns>
      <Panel title="Conversion over time">
        <Chart
          height={260}
          name="funnel-over-time"
          label={periods
            .map(
              ({ converted, isImmature }, i) =>
                `${labels[i]}: ${shareText(converted.share)}${isImmature ? ', may yet rise' : ''}`,
            )
            .join('; ')}
          option={(palette) => ({
            grid: grid(),
            xAxis: categoryAxis(palette, labels),
            yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
            tooltip: {
              trigger: 'item',
              ...tooltipStyle(palette),
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const period = periods[dataIndex];
                if (period === undefined) return '';
                const { converted, isImmature, medianMs } = period;
                return textTooltip([
                  labels[dataIndex] ?? '',
                  `${shareText(converted.share)} (95% CI ${shareText(converted.low)} to ${shareText(converted.high)}), n = ${countText(converted.of)}`,
                  ...(medianMs === null ? [] : [`median ${elapsedText(medianMs)}`]),
                  ...(isImmature ? ['Not over yet: the share may still rise.'] : []),
                ]);
              },
            },
            series: [
              {
                name: 'Converted',
                type: 'bar',
                barMaxWidth: 40,
                data: periods.map(({ converted, isImmature }) => ({
                  value: converted.share,
                  itemStyle: {
                    borderRadius: [3, 3, 0, 0],
                    ...(isImmature ? hatched(palette) : { color: palette.accent }),
                  },
                })),
              },
              whiskers(
                periods.map(({ converted: { low, high } }, at) => ({ at, low, high })),
                { color: palette.dimmed, name: '95% interval' },
              ),
            ],
          })}
        />
        {periods.some(({ isImmature }) => isImmature) && (
          <Text size="xs" c="dimmed">
            Hatched: some conversion windows are still open, so that the share may rise.
          </Text>
        )}
      </Panel>
      <Panel title="By period">
        <DataTable
          label="Conversion by period"
          columns={columns}
          rows={periods}
          rowKey={({ from }) => String(from)}
          maxHeight={320}
        />
      </Panel>
    </Columns>
  );
}
