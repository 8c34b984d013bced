import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { stepName } from './step-name.ts';
import { useOpenBar } from './use-open-bar.ts';

export interface FunnelBarsProps {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}

const HATCH = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };

/** A bar a step: those who reached it, and above them, hatched, those who dropped since the step before. A click opens the people. */
export function FunnelBars({ answer, question }: FunnelBarsProps) {
  const openBar = useOpenBar(question);
  const steps = answer.steps;
  const first = steps[0]?.count ?? 0;
  const labels = steps.map(({ event }, i) => `${i + 1}  ${stepName(event)}`);
  const dropped = steps.map(({ count }, i) =>
    i === 0 ? 0 : Math.max(0, (steps[i - 1]?.count ?? 0) - count),
  );
  return (
    <Chart
      height={340}
      name="funnel"
      label={steps
        .map(
          ({ event, count, ofFirst }) =>
            `${stepName(event)}: ${countText(count)}, ${shareText(ofFirst.share)}`,
        )
        .join('; ')}
      onSelect={({ seriesIndex, dataIndex }) => {
        if (first > 0) void openBar(dataIndex + 1, seriesIndex === 1 ? 'dropped' : 'converted');
      }}
      option={(palette) => ({
        grid: grid({ top: 28 }),
        xAxis: {
          ...categoryAxis(palette, labels),
          axisLabel: { color: palette.dimmed, width: 140, overflow: 'break', interval: 0 },
        },
        yAxis: valueAxis(palette, countText),
        tooltip: {
          trigger: 'item',
          ...tooltipStyle(palette),
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const step = steps[dataIndex];
            if (step === undefined) return '';
            return textTooltip([
              labels[dataIndex] ?? '',
              `${countText(step.count)} reached it, ${shareText(step.ofFirst.share)} of the first step`,
              ...(step.ofPrevious === null ? [] : [`${shareText(step.ofPrevious.share)} of the step before`]),
              ...(dataIndex === 0 ? [] : [`${countText(dropped[dataIndex])} did not`]),
              ...(step.medianMsFromPrevious === null
                ? []
                : [`median ${elapsedText(step.medianMsFromPrevious)} since the step before`]),
            ]);
          },
        },
        series: [
          {
            name: 'Reached',
            type: 'bar',
            stack: 'step',
            barMaxWidth: 96,
            itemStyle: { color: palette.accent, borderRadius: [4, 4, 0, 0] },
            label: {
              show: true,
              position: 'insideBottom',
              color: palette.ground,
              fontWeight: 600,
              formatter: ({ dataIndex }: { dataIndex: number }) => shareText(steps[dataIndex]?.ofFirst.share),
            },
            data: steps.map(({ count }) => count),
          },
          {
            name: 'Dropped',
            type: 'bar',
            stack: 'step',
            itemStyle: {
              color: palette.line,
              decal: { ...HATCH, color: palette.baseline },
              borderRadius: [4, 4, 0, 0],
            },
            data: dropped,
          },
        ],
      })}
    />
  );
}
