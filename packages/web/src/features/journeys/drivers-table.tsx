import type { Driver } from '@cusp/engine/analyse/drivers/result.ts';
import { differenceText } from '../../ui/comparison-text.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { numberText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { nodeName } from './node-name.ts';

/** What of a driver the table shows. */
export type ShownDriver = Pick<
  Driver,
  'node' | 'phi' | 'converters' | 'droppers' | 'difference' | 'adjustedP' | 'isSmall'
>;

const COLUMNS: readonly Column<ShownDriver>[] = [
  {
    key: 'event',
    header: 'Event in between',
    cell: ({ node }) => <bdi>{nodeName(node)}</bdi>,
    sortBy: ({ node }) => nodeName(node),
  },
  {
    key: 'phi',
    header: 'Effect (φ)',
    isNumber: true,
    cell: ({ phi }) => numberText(phi),
    sortBy: ({ phi }) => Math.abs(phi ?? 0),
  },
  {
    key: 'converters',
    header: 'Of those who converted',
    isNumber: true,
    cell: ({ converters }) => <Rate of={converters} showN={false} />,
    sortBy: ({ converters }) => converters.share ?? 0,
  },
  {
    key: 'droppers',
    header: 'Of the others',
    isNumber: true,
    cell: ({ droppers }) => <Rate of={droppers} showN={false} />,
    sortBy: ({ droppers }) => droppers.share ?? 0,
  },
  {
    key: 'difference',
    header: 'Difference (95% CI)',
    isNumber: true,
    cell: ({ difference }) => differenceText(difference),
    sortBy: ({ difference }) => difference.estimate ?? 0,
  },
  {
    key: 'p',
    header: 'p, adjusted',
    isNumber: true,
    cell: ({ adjustedP, isSmall }) => `${pText(adjustedP)}${isSmall ? ' (few)' : ''}`,
    sortBy: ({ adjustedP }) => adjustedP ?? 1,
  },
];

/** Events between the anchor and the goal, by how much they tell who converted from the rest. */
export function DriversTable({ drivers }: { readonly drivers: readonly ShownDriver[] }) {
  return (
    <DataTable
      label="Conversion drivers"
      columns={COLUMNS}
      rows={drivers}
      rowKey={({ node }) => nodeName(node)}
    />
  );
}

function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
