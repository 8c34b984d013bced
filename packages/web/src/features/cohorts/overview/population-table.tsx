import { Accordion } from '@mantine/core';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { countText } from '../../../ui/format.ts';
import type { Population } from '../cohort-types.ts';
import { spanText } from './span-text.ts';

type Point = Population['points'][number];

/** The chart's numbers as a table, the latest span first. */
export function PopulationTable({ data }: { readonly data: Population }) {
  const columns: readonly Column<Point>[] = [
    { key: 'span', header: 'Span', cell: ({ at }) => spanText(at, data) },
    {
      key: 'size',
      header: 'Members at its end',
      isNumber: true,
      sortBy: ({ size }) => size,
      cell: ({ size }) => countText(size),
    },
    {
      key: 'entered',
      header: 'Entered',
      isNumber: true,
      sortBy: ({ entered }) => entered,
      cell: ({ entered }) => <span style={{ color: 'var(--cusp-entered)' }}>+{countText(entered)}</span>,
    },
    {
      key: 'exited',
      header: 'Exited',
      isNumber: true,
      sortBy: ({ exited }) => exited,
      cell: ({ exited }) => <span style={{ color: 'var(--cusp-exited)' }}>−{countText(exited)}</span>,
    },
  ];
  return (
    <Accordion chevronPosition="left" variant="default" styles={{ control: { paddingInlineStart: 0 } }}>
      <Accordion.Item value="numbers" style={{ border: 0 }}>
        <Accordion.Control>Numbers</Accordion.Control>
        <Accordion.Panel>
          <DataTable
            label="Population over time"
            columns={columns}
            rows={data.points.toReversed()}
            rowKey={({ at }) => String(at)}
            maxHeight={320}
          />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
