import type { FollowUp } from '@cusp/engine/analyse/journeys/result.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';

export interface TimesBarsProps {
  readonly distribution: FollowUp['distribution'];
  readonly name: string;
  /** What took so long. */
  readonly of: string;
  /** Opens the people of a bar, by its place. */
  readonly onOpen?: ((bucket: number) => void) | undefined;
}

/** How many took how long. */
export function TimesBars({ distribution, name, of, onOpen }: TimesBarsProps) {
  const labels = distribution.map(({ upToMs }) => `≤ ${elapsedText(upToMs)}`);
  const total = distribution.reduce((sum, { anchors }) => sum + anchors, 0);
  return (
    <Chart
      height={160}
      name={name}
      label={`${of}: ${distribution.map(({ anchors }, i) => `${labels[i]}: ${countText(anchors)}`).join('; ')}`}
      onSelect={onOpen && (({ dataIndex }) => onOpen(dataIndex))}
      option={(palette) => ({
        grid: grid(),
        xAxis: categoryAxis(palette, labels),
        yAxis: valueAxis(palette, countText),
        tooltip: {
          trigger: 'item',
          ...tooltipStyle(palette),
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const count = distribution[dataIndex]?.anchors ?? 0;
            return textTooltip([
              labels[dataIndex] ?? '',
              `${countText(count)} times, ${shareText(total === 0 ? null : count / total)}`,
            ]);
          },
        },
        series: [
          {
            type: 'bar',
            barMaxWidth: 40,
            itemStyle: { color: palette.accent, borderRadius: [4, 4, 0, 0] },
            data: distribution.map(({ anchors }) => anchors),
          },
        ],
      })}
    />
  );
}
