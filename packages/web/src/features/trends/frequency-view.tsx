import type { FrequencyAnswer, FrequencyBar } from '@cusp/engine/analyse/frequency/result.ts';
import { notifications } from '@mantine/notifications';
import { categoryAxis, grid, textTooltip, tooltipStyle, valueAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { Columns } from '../../ui/columns.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { counted, countText, numberText, shareText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { useOpenPeople } from '../../ui/people/people.ts';
import { Rate } from '../../ui/rate.tsx';
import { labelText } from '../../ui/value-label.ts';
import { NothingThere } from './nothing-there.tsx';

/** How many did it how often. A click on a bar opens its people. */
export function FrequencyView({ answer }: { readonly answer: FrequencyAnswer }) {
  const openPeople = useOpenPeople();
  const { bars } = answer.total;
  const labels = bars.map(({ range }) => labelText(range));
  const open = ({ range, definition, why }: FrequencyBar): void => {
    if (definition === null) notifications.show({ title: 'No definition selects these', message: why ?? '' });
    else openPeople({ title: `${labelText(range)} times`, cohort: definition, asOf: answer.asOf });
  };
  if (answer.total.units === 0) return <NothingThere />;
  return (
    <Columns>
      <Panel title="How many, how often">
        <Chart
          height={320}
          name="frequency"
          label={bars.map(({ units }, i) => `${labels[i]}: ${countText(units.count)}`).join('; ')}
          onSelect={({ dataIndex }) => {
            const bar = bars[dataIndex];
            if (bar !== undefined) open(bar);
          }}
          option={(palette) => ({
            grid: grid(),
            xAxis: categoryAxis(palette, labels),
            yAxis: valueAxis(palette, countText),
            tooltip: {
              trigger: 'item',
              ...tooltipStyle(palette),
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const bar = bars[dataIndex];
                if (bar === undefined) return '';
                return textTooltip([
                  labels[dataIndex] ?? '',
                  `${counted(bar.units.count, answer.unit)}, ${shareText(bar.units.share)}`,
                ]);
              },
            },
            series: [
              {
                type: 'bar',
                barMaxWidth: 56,
                itemStyle: { color: palette.accent, borderRadius: [4, 4, 0, 0] },
                data: bars.map(({ units }) => units.count),
              },
            ],
          })}
        />
      </Panel>
      <Panel title="What it is made of">
        <DataTable
          label="Frequencies"
          columns={[
            { key: 'range', header: 'Times', cell: ({ range }) => labelText(range) },
            { key: 'units', header: 'Who', isNumber: true, cell: ({ units }) => countText(units.count) },
            {
              key: 'share',
              header: 'Share',
              isNumber: true,
              cell: ({ units }) => <Rate of={units} showN={false} />,
            },
          ]}
          rows={bars}
          rowKey={({ range }) => labelText(range)}
          onOpen={open}
        />
        {answer.groups.length > 0 && (
          <DataTable
            label="By value"
            columns={[
              {
                key: 'label',
                header: 'Value',
                cell: ({ label }) => <bdi>{label === null ? 'all' : labelText(label)}</bdi>,
              },
              {
                key: 'units',
                header: 'Who',
                isNumber: true,
                cell: ({ units }) => countText(units),
                sortBy: ({ units }) => units,
              },
              {
                key: 'mean',
                header: 'Mean',
                isNumber: true,
                cell: ({ mean }) => numberText(mean),
                sortBy: ({ mean }) => mean ?? 0,
              },
              {
                key: 'median',
                header: 'Median',
                isNumber: true,
                cell: ({ median }) => numberText(median),
                sortBy: ({ median }) => median ?? 0,
              },
              {
                key: 'p90',
                header: 'p90',
                isNumber: true,
                cell: ({ p90 }) => numberText(p90),
                sortBy: ({ p90 }) => p90 ?? 0,
              },
            ]}
            rows={answer.groups}
            rowKey={({ label }) => JSON.stringify(label)}
          />
        )}
      </Panel>
    </Columns>
  );
}
