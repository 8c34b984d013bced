import type { FunnelAnswer } from '@cusp/engine/analyse/funnel/result.ts';
import { grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText, shareText } from '../../ui/format.ts';
import { isolated } from '../../ui/isolated.ts';
import { ScrollX } from '../../ui/scroll-x.tsx';
import { stepAxis, stepTitle } from './step-axis.ts';
import { stepName } from './step-name.ts';

/** One group's paths at each step that may not be left out. */
export interface BarGroup {
  readonly name: string;
  readonly counts: readonly number[];
  /** Grey: what others are compared with. */
  readonly isBaseline?: boolean;
}

export interface GroupedBarsProps<Group extends BarGroup> {
  readonly groups: readonly Group[];
  readonly answer: FunnelAnswer;
  /** The name of the image. */
  readonly name: string;
  /** `step` is the step's number, counted from 1 among all of them. */
  readonly onSelect: (group: Group, step: number) => void;
}

/** More groups cannot be told apart; the table has all of them. */
const MOST_GROUPS = 8;
const LEAST_BAR = 14;

/** Groups side by side: at each step what share of those who began got there. */
export function GroupedBars<Group extends BarGroup>({
  groups,
  answer,
  name,
  onSelect,
}: GroupedBarsProps<Group>) {
  const shown = groups.slice(0, MOST_GROUPS);
  const required = answer.steps.flatMap((step, i) =>
    step.optional === undefined ? [{ step, number: i + 1 }] : [],
  );
  const named = required.map(({ step, number }) => ({ number, name: stepName(step.event) }));
  const shareOf = ({ counts }: BarGroup, place: number): number | null =>
    counts[0] ? (counts[place] ?? 0) / counts[0] : null;
  return (
    <ScrollX minWidth={required.length * (Math.max(60, shown.length * LEAST_BAR) + 40)}>
      <Chart
        height={320}
        name={name}
        label={shown
          .map(
            (group) =>
              `${isolated(group.name)}: ${required.map((_, i) => shareText(shareOf(group, i))).join(', ')}`,
          )
          .join('; ')}
        onSelect={({ seriesIndex = 0, dataIndex }) => {
          const [group, at] = [shown[seriesIndex], required[dataIndex]];
          if (group !== undefined && at !== undefined) onSelect(group, at.number);
        }}
        option={(palette) => ({
          grid: grid({ top: 40 }),
          legend: {
            type: 'scroll',
            top: 0,
            left: 0,
            icon: 'roundRect',
            itemWidth: 10,
            itemHeight: 10,
            textStyle: { color: palette.text, width: 160, overflow: 'truncate' },
            pageTextStyle: { color: palette.dimmed },
          },
          xAxis: stepAxis(palette, named),
          yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), max: 1 },
          tooltip: {
            trigger: 'item',
            ...tooltipStyle(palette),
            formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
              const [group, step] = [shown[seriesIndex], named[dataIndex]];
              if (group === undefined || step === undefined) return '';
              return textTooltip([
                group.name,
                stepTitle(step),
                `${countText(group.counts[dataIndex])} of ${countText(group.counts[0])}, ${shareText(shareOf(group, dataIndex))}`,
              ]);
            },
          },
          series: shown.map((group, i) => ({
            name: group.name,
            type: 'bar',
            barMaxWidth: 56,
            itemStyle: {
              color: group.isBaseline ? palette.baseline : palette.series[i % palette.series.length],
              borderRadius: [3, 3, 0, 0],
            },
            data: required.map((_, place) => shareOf(group, place)),
          })),
        })}
      />
    </ScrollX>
  );
}
