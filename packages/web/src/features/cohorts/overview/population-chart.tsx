import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../../charts/axes.ts';
import { Chart } from '../../../charts/chart.tsx';
import { countText } from '../../../ui/format.ts';
import type { Population } from '../cohort-types.ts';
import { spanText } from './span-text.ts';

/** The size as a line, and below it those who came upwards and those who left downwards. */
export function PopulationChart({ data }: { readonly data: Population }) {
  const { points } = data;
  const labels = points.map(({ at }) => spanText(at, data));
  const first = points[0];
  const last = points.at(-1);
  const most = Math.max(1, ...points.map(({ entered, exited }) => Math.max(entered, exited)));
  return (
    <Chart
      height={320}
      name="population"
      label={`From ${countText(first?.size)} to ${countText(last?.size)} members in ${points.length} spans`}
      option={(palette) => ({
        grid: [
          grid({ top: 16, bottom: 130 }),
          { left: 8, right: 16, top: 212, bottom: 8, containLabel: true },
        ],
        xAxis: [
          { ...categoryAxis(palette, labels), gridIndex: 0, axisLabel: { show: false } },
          { ...categoryAxis(palette, labels), gridIndex: 1, position: 'bottom' },
        ],
        yAxis: [
          { ...valueAxis(palette, countText), gridIndex: 0, scale: true, min: 0 },
          {
            ...valueAxis(palette, (value) => countText(Math.abs(value))),
            gridIndex: 1,
            min: -most,
            max: most,
            splitNumber: 2,
          },
        ],
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        tooltip: {
          trigger: 'axis',
          ...tooltipStyle(palette),
          formatter: (shown: readonly { dataIndex: number }[]) => {
            const at = shown[0]?.dataIndex ?? 0;
            const point = points[at];
            if (point === undefined) return '';
            return textTooltip([
              labels[at] ?? '',
              `${countText(point.size)} members`,
              `+${countText(point.entered)} entered`,
              `−${countText(point.exited)} exited`,
            ]);
          },
        },
        series: [
          {
            name: 'Members',
            type: 'line',
            showSymbol: points.length < 3,
            lineStyle: { width: 2, color: palette.accent },
            itemStyle: { color: palette.accent },
            areaStyle: { color: palette.accent, opacity: 0.08 },
            data: points.map(({ size }) => size),
          },
          {
            name: 'Entered',
            type: 'bar',
            stack: 'flow',
            xAxisIndex: 1,
            yAxisIndex: 1,
            barMaxWidth: 20,
            itemStyle: { color: palette.entered },
            data: points.map(({ entered }) => entered),
          },
          {
            name: 'Exited',
            type: 'bar',
            stack: 'flow',
            xAxisIndex: 1,
            yAxisIndex: 1,
            barMaxWidth: 20,
            itemStyle: { color: palette.exited },
            data: points.map(({ exited }) => (exited === 0 ? 0 : -exited)),
          },
        ],
      })}
    />
  );
}
