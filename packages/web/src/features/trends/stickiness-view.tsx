import type { StickinessAnswer } from '@cusp/engine/analyse/stickiness/result.ts';
import { categoryAxis, grid, legend, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Columns } from '../../ui/columns.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { countText, numberText, shareText } from '../../ui/format.ts';
import { isolated } from '../../ui/isolated.ts';
import { Panel } from '../../ui/panel.tsx';
import { NothingThere } from './nothing-there.tsx';

/** Of those active in an interval, how many were so on at least n of its days. */
export function StickinessView({ answer }: { readonly answer: StickinessAnswer }) {
  const { groups, part, interval } = answer;
  const most = Math.max(1, ...groups.map(({ overall }) => overall.atLeast.length));
  const labels = Array.from({ length: most }, (_, i) => `${i + 1}+`);
  const names = groups.map(({ segment }) => isolated(segment ?? 'Everybody'));
  if (groups.every(({ overall }) => overall.active === 0)) return <NothingThere />;
  return (
    <Columns>
      <Panel title={`Active on at least so many ${part}s of a ${interval}`}>
        <Chart
          height={320}
          name="stickiness"
          label={groups
            .map(
              ({ overall }, i) =>
                `${names[i]}: ${overall.atLeast.map((share) => shareText(share, 0)).join(', ')}`,
            )
            .join('; ')}
          option={(palette) => ({
            grid: grid({ top: names.length > 1 ? 36 : 16 }),
            ...(names.length > 1 ? { legend: legend(palette) } : {}),
            xAxis: categoryAxis(palette, labels),
            yAxis: { ...valueAxis(palette, (value) => shareText(value, 0)), max: 1 },
            tooltip: {
              trigger: 'axis',
              ...tooltipStyle(palette),
              formatter: (points: readonly { dataIndex: number }[]) => {
                const at = points[0]?.dataIndex ?? 0;
                return textTooltip([
                  `${labels[at]} ${part}s`,
                  ...groups.map(({ overall }, i) => `${names[i]}: ${shareText(overall.atLeast[at])}`),
                ]);
              },
            },
            series: groups.map(({ overall }, i) => ({
              name: names[i],
              type: 'line',
              data: [...overall.atLeast],
              color: palette.series[i % palette.series.length],
            })),
          })}
        />
      </Panel>
      <Panel title="What it is made of">
        <DataTable
          label="Stickiness"
          columns={[
            { key: 'segment', header: 'Of', cell: ({ segment }) => <bdi>{segment ?? 'everybody'}</bdi> },
            {
              key: 'active',
              header: `Active ${interval}s`,
              isNumber: true,
              cell: ({ overall }) => countText(overall.active),
            },
            {
              key: 'average',
              header: `${part.charAt(0).toUpperCase()}${part.slice(1)}s on average`,
              isNumber: true,
              cell: ({ overall }) => numberText(overall.averageParts),
            },
            {
              key: 'stickiness',
              header: 'Stickiness',
              isNumber: true,
              cell: ({ overall }) => shareText(overall.stickiness),
            },
          ]}
          rows={groups}
          rowKey={({ segment }) => segment ?? ''}
        />
      </Panel>
    </Columns>
  );
}
