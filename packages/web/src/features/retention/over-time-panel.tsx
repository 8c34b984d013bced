import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { whiskers } from '../../charts/whiskers.ts';
import { countText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { columnName } from './curves.ts';

export interface RetentionOverTimeProps {
  readonly answer: RetentionAnswer;
  readonly onSelect: (date: string, interval: number) => void;
}

/** One interval over the dates of the start. Dates for which it is not over have no point. */
export function RetentionOverTime({ answer, onSelect }: RetentionOverTimeProps) {
  const { overTime } = answer;
  if (overTime === null) return null;
  const { dates, interval } = overTime;
  const title = `${columnName(answer, interval)} by date of the start`;
  return (
    <Panel title={title}>
      <Chart
        height={240}
        name="retention-over-time"
        label={dates.map(({ date, cell }) => `${date}: ${shareText(cell.returned.share)}`).join('; ')}
        onSelect={({ dataIndex }) => {
          const date = dates[dataIndex]?.date;
          if (date !== undefined) onSelect(date, interval);
        }}
        option={(palette) => ({
          grid: grid(),
          xAxis: categoryAxis(
            palette,
            dates.map(({ date }) => date),
          ),
          yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
          tooltip: {
            trigger: 'item',
            ...tooltipStyle(palette),
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const found = dates[dataIndex];
              if (found === undefined) return '';
              const { share, low, high, of } = found.cell.returned;
              return textTooltip([
                `Started ${found.date}`,
                `${shareText(share)} (95% CI ${shareText(low)} to ${shareText(high)}), n = ${countText(of)}`,
                ...(found.cell.immature > 0
                  ? [`${countText(found.cell.immature)} have not had it whole yet and are left out`]
                  : []),
              ]);
            },
          },
          series: [
            {
              name: title,
              type: 'line',
              symbol: 'circle',
              symbolSize: 8,
              itemStyle: { color: palette.accent },
              data: dates.map(({ cell }) => cell.returned.share),
            },
            whiskers(
              dates.map(({ cell: { returned } }, at) => ({ at, low: returned.low, high: returned.high })),
              { color: palette.accent, name: '95% interval' },
            ),
          ],
        })}
      />
    </Panel>
  );
}
