import type { RetentionAnswer } from '@cusp/engine/analyse/retention/result.ts';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { whiskers } from '../../charts/whiskers.ts';
import { countText, shareText } from '../../ui/format.ts';
import { columnName, type ShownCurve } from './curves.ts';

export interface RetentionCurvesProps {
  readonly answer: RetentionAnswer;
  readonly curves: readonly ShownCurve[];
  readonly onSelect: (curve: ShownCurve, interval: number) => void;
}

/** More cannot be told apart; the table has all of them. */
const MOST_CURVES = 8;
const SHIFT_PX = 5;

/** A curve for each group: what share came back in which interval, only those for whom it is over, with 95% intervals. A point opens the people. */
export function RetentionCurves({ answer, curves, onSelect }: RetentionCurvesProps) {
  const shown = curves.slice(0, MOST_CURVES);
  const labels = answer.columns.map((_, place) => columnName(answer, place));
  return (
    <Chart
      height={320}
      name="retention"
      label={shown
        .map(
          ({ name, overall }) =>
            `${name}: ${overall.cells.map(({ returned }) => shareText(returned.share)).join(', ')}`,
        )
        .join('; ')}
      onSelect={({ seriesIndex = 0, dataIndex }) => {
        const curve = shown[seriesIndex];
        if (curve !== undefined) onSelect(curve, dataIndex);
      }}
      option={(palette) => {
        const colorOf = (place: number): string =>
          shown[place]?.isBaseline
            ? palette.baseline
            : (palette.series[place % palette.series.length] ?? palette.accent);
        return {
          grid: grid({ top: shown.length > 1 ? 36 : 16 }),
          ...(shown.length > 1 && {
            legend: {
              type: 'scroll',
              top: 0,
              left: 0,
              data: shown.map(({ name }) => name),
              textStyle: { color: palette.text, width: 160, overflow: 'truncate' },
              pageTextStyle: { color: palette.dimmed },
            },
          }),
          xAxis: categoryAxis(palette, labels),
          yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), min: 0 },
          tooltip: {
            trigger: 'item',
            ...tooltipStyle(palette),
            formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
              const curve = shown[seriesIndex];
              const cell = curve?.overall.cells[dataIndex];
              if (curve === undefined || cell === undefined) return '';
              const { share, low, high, count, of } = cell.returned;
              return textTooltip([
                curve.name,
                `${labels[dataIndex]}: ${shareText(share)} (95% CI ${shareText(low)} to ${shareText(high)})`,
                `${countText(count)} of ${countText(of)} for whom it is over`,
                ...(cell.immature > 0
                  ? [`${countText(cell.immature)} have not had it whole yet and are left out`]
                  : []),
              ]);
            },
          },
          series: [
            ...shown.map(({ name, overall, isBaseline }, place) => ({
              name,
              type: 'line',
              symbol: 'circle',
              symbolSize: 8,
              connectNulls: false,
              lineStyle: { width: 2, type: isBaseline ? 'dashed' : 'solid' },
              itemStyle: { color: colorOf(place) },
              data: overall.cells.map(({ returned }) => returned.share),
            })),
            ...(shown.length <= 3
              ? shown.map(({ name, overall }, place) =>
                  whiskers(
                    overall.cells.map(({ returned }, at) => ({ at, low: returned.low, high: returned.high })),
                    {
                      name,
                      color: colorOf(place),
                      shift: (place - (shown.length - 1) / 2) * SHIFT_PX,
                    },
                  ),
                )
              : []),
          ],
        };
      }}
    />
  );
}
