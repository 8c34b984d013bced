import type { ConversionAnswer } from '@cusp/engine/measure/conversion/result.ts';
import { categoryAxis, grid, legend, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { countText, shareText } from '../../ui/format.ts';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';

const HATCH = { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 };

/** A pair of bars a run: those who were told, and others. Runs whose time is not over are hatched. */
export function ConversionChart({ answer }: { readonly answer: ConversionAnswer }) {
  const timeZone = useTimeZone();
  const { runs } = answer;
  const labels = runs.map(({ asOf }) => instantText(asOf, timeZone, 'day'));
  return (
    <Chart
      height={300}
      name="conversion"
      label={runs
        .map(
          ({ told, others }, i) =>
            `${labels[i]}: told ${shareText(told.share)}, others ${shareText(others.share)}`,
        )
        .join('; ')}
      option={(palette) => {
        const bar = (name: string, color: string, of: 'told' | 'others') => ({
          name,
          color,
          type: 'bar' as const,
          barMaxWidth: 48,
          data: runs.map((run) => ({
            value: run[of].share ?? 0,
            itemStyle: {
              color,
              borderRadius: [4, 4, 0, 0],
              ...(run.mature ? {} : { opacity: 0.55, decal: { ...HATCH, color: palette.ground } }),
            },
          })),
        });
        return {
          grid: grid({ top: 36 }),
          legend: legend(palette),
          xAxis: categoryAxis(palette, labels),
          yAxis: valueAxis(palette, (value) => shareText(value, 0)),
          tooltip: {
            trigger: 'axis',
            ...tooltipStyle(palette),
            formatter: (points: readonly { dataIndex: number }[]) => {
              const run = runs[points[0]?.dataIndex ?? 0];
              if (run === undefined) return '';
              return textTooltip([
                labels[points[0]?.dataIndex ?? 0] ?? '',
                `Told: ${shareText(run.told.share)} of ${countText(run.told.of)} (95% CI ${shareText(run.told.low)}–${shareText(run.told.high)})`,
                `Others: ${shareText(run.others.share)} of ${countText(run.others.of)}`,
                ...(run.mature ? [] : ['Not over yet: left out of the totals']),
              ]);
            },
          },
          series: [bar('Told', palette.accent, 'told'), bar('Others', palette.baseline, 'others')],
        };
      }}
    />
  );
}
