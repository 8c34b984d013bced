import { categoryAxis, grid, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { shareText } from '../../ui/format.ts';

const WEEKS = Array.from({ length: 9 }, (_, week) => `Week ${week}`);
const MEMBERS = [1, 0.72, 0.64, 0.6, 0.57, 0.55, 0.54, 0.53, 0.53];
const OTHERS = [1, 0.48, 0.35, 0.29, 0.25, 0.22, 0.2, 0.19, 0.18];

/** The picture of retention on made-up numbers, for the page that has none yet. */
export function RetentionExample() {
  return (
    <Chart
      height={220}
      name="example"
      label="An example of retention"
      option={(palette) => ({
        grid: grid(),
        xAxis: categoryAxis(palette, WEEKS),
        yAxis: valueAxis(palette, (value) => shareText(value, 0)),
        series: [
          { type: 'line', data: MEMBERS, itemStyle: { color: palette.accent } },
          { type: 'line', data: OTHERS, itemStyle: { color: palette.baseline } },
        ],
      })}
    />
  );
}
