import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { Text } from '@mantine/core';
import { elapsedTick, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { ratioText } from '../../ui/comparison-text.ts';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

/** What share of those who entered had reached the goal so long after, beside those who did not enter; and the lead time. */
export function AfterEntry({ answer }: { readonly answer: ValidationAnswer }) {
  const { afterEntry, backtest } = answer;
  const { course, entered, others, ratio } = afterEntry;
  return (
    <Panel title="After entry: how soon they reach the goal">
      <Text size="sm" mb={8}>
        {entered.of === 0
          ? 'Nobody entered between the first moment and the last.'
          : `Of ${countText(entered.of)} who entered, ${shareText(entered.share)} reached the goal in its window, against ${shareText(others.share)} of those who did not enter: ${ratioText(ratio)} as often.`}
        {backtest.pool.medianLeadMs !== null &&
          ` Half of the members who did had it ${elapsedText(backtest.pool.medianLeadMs)} or less after the moment they were looked at.`}
      </Text>
      <Chart
        height={240}
        name="validation-after-entry"
        label={course
          .map(
            ({ afterMs, entered: e, others: o }) =>
              `${elapsedText(afterMs)}: entered ${shareText(e)}, others ${shareText(o)}`,
          )
          .join('; ')}
        option={(palette) => ({
          grid: grid({ top: 32 }),
          legend: { top: 0, left: 0, textStyle: { color: palette.text } },
          xAxis: {
            ...valueAxis(palette, elapsedTick),
            min: 0,
            max: backtest.horizonMs,
            interval: backtest.horizonMs / 5,
          },
          yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
          tooltip: {
            trigger: 'axis',
            ...tooltipStyle(palette),
            formatter: (items: readonly { readonly dataIndex: number }[]) => {
              const at = course[items[0]?.dataIndex ?? -1];
              return at === undefined
                ? ''
                : textTooltip([
                    `${elapsedText(at.afterMs)} after`,
                    `Entered: ${shareText(at.entered)}`,
                    `Did not enter: ${shareText(at.others)}`,
                  ]);
            },
          },
          series: [
            {
              name: 'Entered',
              type: 'line',
              symbol: 'none',
              itemStyle: { color: palette.accent },
              data: course.map(({ afterMs, entered: share }) => [afterMs, share]),
            },
            {
              name: 'Did not enter',
              type: 'line',
              symbol: 'none',
              lineStyle: { type: 'dashed' },
              itemStyle: { color: palette.baseline },
              data: course.map(({ afterMs, others: share }) => [afterMs, share]),
            },
          ],
        })}
      />
    </Panel>
  );
}
