import type { ImportSummary } from '../../api/imports.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText } from '../../ui/format.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';

const TONES: Readonly<Record<ImportSummary['state'], Tone>> = {
  done: 'good',
  running: 'waiting',
  failed: 'bad',
  cancelled: 'quiet',
};

const COLUMNS: readonly Column<ImportSummary>[] = [
  { key: 'name', header: 'File', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, error }) => (
      <StateBadge tone={TONES[state]} hint={error}>
        {state}
      </StateBadge>
    ),
  },
  { key: 'stored', header: 'Stored', isNumber: true, cell: ({ stored }) => countText(stored) },
  {
    key: 'duplicates',
    header: 'Stored before',
    isNumber: true,
    cell: ({ duplicates }) => countText(duplicates),
  },
  { key: 'refused', header: 'Refused', isNumber: true, cell: ({ refused }) => countText(refused) },
  { key: 'started', header: 'When', isNumber: true, cell: ({ startedAt }) => <When at={startedAt} /> },
];

/** Files that were imported through the server. */
export function ImportHistory({ imports }: { readonly imports: readonly ImportSummary[] }) {
  return (
    <DataTable
      label="Files imported before"
      columns={COLUMNS}
      rows={imports}
      rowKey={({ id }) => id}
      maxHeight={320}
    />
  );
}
