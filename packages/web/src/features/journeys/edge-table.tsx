import type { JourneyEdge } from '@cusp/engine/analyse/journeys/result.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { nodeKey, nodeName } from './node-name.ts';

const COLUMNS: readonly Column<JourneyEdge>[] = [
  {
    key: 'from',
    header: 'From',
    cell: ({ from }) => <bdi>{nodeName(from)}</bdi>,
    sortBy: ({ from }) => nodeName(from),
  },
  { key: 'to', header: 'To', cell: ({ to }) => <bdi>{nodeName(to)}</bdi>, sortBy: ({ to }) => nodeName(to) },
  {
    key: 'step',
    header: 'Step',
    isNumber: true,
    cell: ({ step }) => (step > 0 ? `+${step}` : String(step)),
    sortBy: ({ step }) => step,
  },
  {
    key: 'anchors',
    header: 'Times',
    isNumber: true,
    cell: ({ anchors }) => countText(anchors),
    sortBy: ({ anchors }) => anchors,
  },
  {
    key: 'units',
    header: 'Who',
    isNumber: true,
    cell: ({ units }) => countText(units),
    sortBy: ({ units }) => units,
  },
  {
    key: 'of',
    header: 'Of those there',
    isNumber: true,
    cell: ({ shareOfFrom }) => shareText(shareOfFrom),
    sortBy: ({ shareOfFrom }) => shareOfFrom,
  },
  {
    key: 'median',
    header: 'Median time',
    isNumber: true,
    cell: ({ medianMs }) => elapsedText(medianMs),
    sortBy: ({ medianMs }) => medianMs ?? -1,
  },
];

export interface EdgeTableProps {
  readonly edges: readonly JourneyEdge[];
  readonly onOpen?: ((edge: JourneyEdge) => void) | undefined;
}

/** What leads from one stop to the next, in numbers. */
export function EdgeTable({ edges, onOpen }: EdgeTableProps) {
  return (
    <DataTable
      label="From stop to stop"
      columns={COLUMNS}
      rows={edges}
      rowKey={({ step, from, to }) => `${step} ${nodeKey(from)} ${nodeKey(to)}`}
      onOpen={onOpen}
      maxHeight={420}
    />
  );
}
