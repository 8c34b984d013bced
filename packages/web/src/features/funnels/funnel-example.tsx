import { grid, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText } from '../../ui/format.ts';
import { stepAxis } from './step-axis.ts';

const STEPS = ['limit_hit', 'pricing_viewed', 'plan_upgraded'].map((name, i) => ({ number: i + 1, name }));

/** The picture of a funnel on made-up numbers, for the page that has none yet. */
export function FunnelExample() {
  return (
    <Chart
      height={220}
      name="example"
      label="An example of a funnel"
      option={(palette) => ({
        grid: grid(),
        xAxis: stepAxis(palette, STEPS),
        yAxis: valueAxis(palette, countText),
        series: [
          { type: 'bar', barMaxWidth: 96, data: [1200, 640, 290], itemStyle: { color: palette.accent } },
        ],
      })}
    />
  );
}
