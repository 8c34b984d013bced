import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import type { QuestionOf } from '../../api/questions.ts';
import { grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { hatched } from '../../charts/hatch.ts';
import type { ChartPalette } from '../../charts/palette.ts';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { ScrollX } from '../../ui/scroll-x.tsx';
import { CONNECTOR_PX, connectors } from './connectors.ts';
import { droppedCounts } from './dropped.ts';
import { stepAxis, stepTitle } from './step-axis.ts';
import { stepName } from './step-name.ts';
import { useOpenBar } from './use-open-bar.ts';

export interface FunnelBarsProps {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}

/** In px: bars that are narrower cannot be read or hit. */
const LEAST_STEP = 100;

/** A bar of a smaller share of the first has no room for its number: that stands above it, on the page's ground. */
const LEAST_LABELLED = 0.08;

function onGround({ ground, text }: ChartPalette) {
  return { position: 'top', color: text, backgroundColor: ground, padding: [1, 4], borderRadius: 4 };
}

/** A bar a step: those who reached it, and above them, hatched, those who dropped since the step before. A click opens the people. */
export function FunnelBars({ answer, question }: FunnelBarsProps) {
  const openBar = useOpenBar(question, answer.asOf);
  const { steps } = answer;
  const named = steps.map(({ event, optional }, i) => ({
    number: i + 1,
    name: `${stepName(event)}${optional ? ' (may be left out)' : ''}`,
  }));
  const dropped = droppedCounts(steps);
  return (
    <ScrollX minWidth={steps.length * LEAST_STEP}>
      <Chart
        height={340}
        name="funnel"
        label={steps
          .map(
            ({ event, count, ofFirst }) =>
              `${stepName(event)}: ${countText(count)}, ${shareText(ofFirst.share)}`,
          )
          .join('; ')}
        onSelect={({ seriesIndex, dataIndex }) =>
          openBar(dataIndex + 1, seriesIndex === 1 ? 'dropped' : 'converted')
        }
        option={(palette) => ({
          grid: grid({ top: CONNECTOR_PX }),
          xAxis: stepAxis(palette, named),
          yAxis: { ...valueAxis(palette, countText), minInterval: 1 },
          tooltip: {
            trigger: 'item',
            ...tooltipStyle(palette),
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const [step, title] = [steps[dataIndex], named[dataIndex]];
              if (step === undefined || title === undefined) return '';
              const { ofFirst, ofPrevious, medianMsFromPrevious } = step;
              return textTooltip([
                stepTitle(title),
                `${countText(step.count)} reached it, ${shareText(ofFirst.share)} of the first step (95% CI ${shareText(ofFirst.low)} to ${shareText(ofFirst.high)})`,
                ...(ofPrevious === null
                  ? []
                  : [
                      `${shareText(ofPrevious.share)} of the step before, ${countText(dropped[dataIndex])} did not`,
                    ]),
                ...(medianMsFromPrevious === null
                  ? []
                  : [`median ${elapsedText(medianMsFromPrevious)} since the step before`]),
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
                formatter: ({ dataIndex }: { dataIndex: number }) =>
                  shareText(steps[dataIndex]?.ofFirst.share),
              },
              data: steps.map(({ count, ofFirst }) =>
                (ofFirst.share ?? 0) < LEAST_LABELLED ? { value: count, label: onGround(palette) } : count,
              ),
            },
            {
              name: 'Dropped',
              type: 'bar',
              stack: 'step',
              itemStyle: { ...hatched(palette), borderRadius: [4, 4, 0, 0] },
              data: dropped,
            },
            connectors(steps, palette),
          ],
        })}
      />
    </ScrollX>
  );
}
