import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { whiskers } from '../../charts/whiskers.ts';
import { countText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useOpenPeople } from '../../ui/people/people.ts';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { momentPoints, monthIn, monthPoints } from './months.ts';

const BY = [
  { value: 'month', label: 'by month' },
  { value: 'moment', label: 'by moment' },
];

const ALONE_PX = 12;

export interface BacktestChartProps {
  readonly answer: ValidationAnswer;
  readonly cohort: string;
}

/** The share of members who reached the goal as one dot and interval for each month, with the baseline as a band. A dot of a moment opens its members. */
export function BacktestChart({ answer, cohort }: BacktestChartProps) {
  const [by, setBy] = useState('month');
  const open = useOpenPeople();
  const timeZone = useTimeZone();
  const { instants } = answer.backtest;
  const day = (at: number): string => instantText(at, timeZone, 'day');
  const points =
    by === 'month' ? monthPoints(answer.months, instants, monthIn(timeZone)) : momentPoints(instants, day);
  return (
    <Panel
      title="Backtest: who reached the goal afterwards"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="How moments are shown"
          data={BY}
          value={by}
          onChange={setBy}
        />
      }
    >
      <Chart
        height={300}
        name="validation-backtest"
        label={points
          .map(
            ({ label, share, base }) => `${label}: members ${shareText(share)}, baseline ${shareText(base)}`,
          )
          .join('; ')}
        onSelect={
          by === 'month'
            ? undefined
            : ({ dataIndex }) => {
                const at = instants[dataIndex]?.at;
                if (at !== undefined) open({ title: `Members of ${cohort} on ${day(at)}`, cohort, asOf: at });
              }
        }
        option={(palette) => ({
          grid: grid({ top: 32 }),
          legend: { top: 0, left: 0, data: ['Members', 'Baseline'], textStyle: { color: palette.text } },
          xAxis: categoryAxis(
            palette,
            points.map(({ label }) => label),
          ),
          yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
          tooltip: {
            trigger: 'axis',
            ...tooltipStyle(palette),
            formatter: (items: readonly { readonly dataIndex: number }[]) => {
              const point = points[items[0]?.dataIndex ?? -1];
              if (point === undefined) return '';
              return textTooltip([
                point.label,
                `Members ${shareText(point.share)} (95% CI ${shareText(point.low)} to ${shareText(point.high)}), n = ${countText(point.of)}`,
                `Baseline ${shareText(point.base)} (${shareText(point.baseLow)} to ${shareText(point.baseHigh)})`,
                ...(point.isImmature ? ['The goal window is not over: left out of all that is pooled.'] : []),
              ]);
            },
          },
          series: [
            band(
              points.map(({ baseLow }) => baseLow),
              'low',
              'transparent',
              0,
            ),
            band(
              points.map(({ baseLow, baseHigh }) =>
                baseLow === null || baseHigh === null ? null : baseHigh - baseLow,
              ),
              'band',
              palette.baseline,
              0.25,
            ),
            {
              name: 'Baseline',
              type: 'line',
              symbol: points.length === 1 ? 'rect' : 'none',
              lineStyle: { type: 'dashed', width: 1.5 },
              itemStyle: { color: palette.baseline },
              data: points.map(({ base }) => base),
            },
            {
              name: 'Members',
              type: 'line',
              symbol: 'circle',
              symbolSize: 10,
              lineStyle: { width: 0 },
              itemStyle: { color: palette.accent },
              data: points.map(({ share, isImmature }) => ({
                value: share,
                itemStyle: isImmature
                  ? { color: palette.ground, borderColor: palette.accent, borderWidth: 2 }
                  : {},
              })),
            },
            whiskers(
              points.map(({ low, high }, at) => ({ at, low, high })),
              { color: palette.accent, name: 'Members, 95% interval' },
            ),
            // One point alone has no area: its baseline stands beside it.
            ...(points.length === 1
              ? [
                  whiskers(
                    points.map(({ baseLow, baseHigh }, at) => ({ at, low: baseLow, high: baseHigh })),
                    { color: palette.baseline, name: 'Baseline, 95% interval', shift: ALONE_PX },
                  ),
                ]
              : []),
          ],
        })}
      />
      <Text size="xs" c="dimmed">
        The band reaches over the baseline’s 95% intervals{by === 'month' ? ' at the month’s moments' : ''}.
        Who is a member is as of each moment: nothing later is known there.
      </Text>
    </Panel>
  );
}

function band(data: readonly (number | null)[], name: string, color: string, opacity: number) {
  return {
    name,
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
    areaStyle: { color, opacity },
    data: [...data],
  };
}
