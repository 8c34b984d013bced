import type { CohortAnswer, Segment } from '@cusp/engine/analyse/segmentation/result.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { counted, countText, shareText } from '../../ui/format.ts';
import { isolated } from '../../ui/isolated.ts';
import { labelText } from '../../ui/value-label.ts';

export interface SegmentBarsProps {
  readonly answer: CohortAnswer;
  readonly onOpen: (segment: Segment) => void;
}

const BAR_PX = 34;

/** A bar a segment, members on the axis; a click opens its people. */
export function SegmentBars({ answer: { segments }, onOpen }: SegmentBarsProps) {
  const rows = segments.toReversed();
  return (
    <Chart
      height={Math.max(160, segments.length * BAR_PX + 40)}
      name="segments"
      label={segments
        .map(
          ({ label, members, share }) =>
            `${isolated(labelText(label))}: ${countText(members)}, ${shareText(share)}`,
        )
        .join('; ')}
      onSelect={({ dataIndex }) => {
        const segment = rows[dataIndex];
        if (segment !== undefined) onOpen(segment);
      }}
      option={(palette) => ({
        grid: grid({ right: 64 }),
        xAxis: valueAxis(palette, countText),
        yAxis: {
          ...categoryAxis(
            palette,
            rows.map(({ label }) => labelText(label)),
          ),
          axisLabel: { color: palette.text, width: 160, overflow: 'truncate' },
        },
        tooltip: {
          trigger: 'item',
          ...tooltipStyle(palette),
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const segment = rows[dataIndex];
            if (segment === undefined) return '';
            const { label, members, share, conversion } = segment;
            return textTooltip([
              labelText(label),
              `${counted(members, 'member')}, ${shareText(share)}`,
              ...(conversion === null
                ? []
                : [
                    `${shareText(conversion.share)} got to the goal (95% CI ${shareText(conversion.low)}–${shareText(conversion.high)})`,
                  ]),
            ]);
          },
        },
        series: [
          {
            type: 'bar',
            barMaxWidth: 22,
            label: {
              show: true,
              position: 'right',
              color: palette.dimmed,
              formatter: ({ dataIndex }: { dataIndex: number }) => shareText(rows[dataIndex]?.share, 0),
            },
            data: rows.map(({ members, label }) => ({
              value: members,
              itemStyle: {
                color: label.kind === 'value' || label.kind === 'range' ? palette.accent : palette.baseline,
                borderRadius: [0, 4, 4, 0],
              },
            })),
          },
        ],
      })}
    />
  );
}
