import type { Spread } from '@cusp/engine/analyse/funnel/counts.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText, shareText } from '../../ui/format.ts';

export interface SpreadBarsProps {
  readonly spread: Spread;
  readonly labels: readonly string[];
  readonly name: string;
  /** What it is the distribution of. */
  readonly of: string;
}

/** A distribution: how many lie in each range. */
export function SpreadBars({ spread: { distribution }, labels, name, of }: SpreadBarsProps) {
  const total = distribution.reduce((sum, count) => sum + count, 0);
  return (
    <Chart
      height={220}
      name={name}
      label={`${of}: ${labels.map((label, i) => `${label}: ${countText(distribution[i])}`).join('; ')}`}
      option={(palette) => ({
        grid: grid(),
        xAxis: categoryAxis(palette, labels),
        yAxis: { ...valueAxis(palette, countText), minInterval: 1 },
        tooltip: {
          trigger: 'item',
          ...tooltipStyle(palette),
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            textTooltip([
              labels[dataIndex] ?? '',
              `${countText(distribution[dataIndex])}, ${shareText(total === 0 ? null : (distribution[dataIndex] ?? 0) / total)}`,
            ]),
        },
        series: [
          {
            type: 'bar',
            barMaxWidth: 64,
            itemStyle: { color: palette.accent, borderRadius: [4, 4, 0, 0] },
            data: [...distribution],
          },
        ],
      })}
    />
  );
}
