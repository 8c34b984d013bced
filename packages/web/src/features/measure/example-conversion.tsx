import { categoryAxis, grid, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { shareText } from '../../ui/format.ts';

/** A made-up answer, for the page that has none yet. */
export function ExampleConversion() {
  return (
    <Chart
      height={200}
      name="example"
      label="An example: those who were told convert several times as often"
      option={(palette) => ({
        grid: grid(),
        xAxis: categoryAxis(palette, ['1 Sept', '1 Oct']),
        yAxis: valueAxis(palette, (value) => shareText(value, 0)),
        series: [
          { type: 'bar', barMaxWidth: 48, data: [0.24, 0.26], itemStyle: { color: palette.accent } },
          { type: 'bar', barMaxWidth: 48, data: [0.03, 0.035], itemStyle: { color: palette.baseline } },
        ],
      })}
    />
  );
}
