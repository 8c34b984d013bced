import { categoryAxis, grid, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText } from '../../ui/format.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A made-up line, for the page that has none yet. */
export function TrendsExample() {
  return (
    <Chart
      height={200}
      name="example"
      label="An example: users of an event by day"
      option={(palette) => ({
        grid: grid(),
        xAxis: { ...categoryAxis(palette, DAYS), boundaryGap: false },
        yAxis: valueAxis(palette, countText),
        series: [
          { type: 'line', showSymbol: false, data: [120, 132, 141, 138, 127, 64, 58], color: palette.accent },
        ],
      })}
    />
  );
}
