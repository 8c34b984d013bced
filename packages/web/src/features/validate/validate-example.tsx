import { categoryAxis, grid, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { whiskers } from '../../charts/whiskers.ts';
import { shareText } from '../../ui/format.ts';

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
const MEMBERS = [0.21, 0.24, 0.22, 0.25, 0.23];
const REACH = 0.04;

/** The picture of a backtest on made-up numbers, for the page that has none yet. */
export function ValidateExample() {
  return (
    <Chart
      height={220}
      name="example"
      label="An example of a backtest"
      option={(palette) => ({
        grid: grid(),
        xAxis: categoryAxis(palette, MONTHS),
        yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
        series: [
          {
            type: 'line',
            data: MEMBERS,
            symbol: 'circle',
            symbolSize: 10,
            lineStyle: { width: 0 },
            itemStyle: { color: palette.accent },
          },
          {
            type: 'line',
            data: MONTHS.map(() => 0.06),
            symbol: 'none',
            lineStyle: { type: 'dashed' },
            itemStyle: { color: palette.baseline },
          },
          whiskers(
            MEMBERS.map((share, at) => ({ at, low: share - REACH, high: share + REACH })),
            { color: palette.accent, name: 'interval' },
          ),
        ],
      })}
    />
  );
}
