import { useNavigate } from '@tanstack/react-router';
import type { Sync } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText } from '../../ui/format.ts';
import { When } from '../../ui/when.tsx';
import { HealthBadge } from './health-badge.tsx';

const COLUMNS: readonly Column<Sync>[] = [
  {
    key: 'cohort',
    header: 'Cohort',
    cell: ({ cohort }) => <bdi>{cohort}</bdi>,
    sortBy: ({ cohort }) => cohort,
  },
  {
    key: 'destination',
    header: 'Destination',
    cell: ({ destination }) => <bdi>{destination}</bdi>,
    sortBy: ({ destination }) => destination,
  },
  {
    key: 'health',
    header: 'State',
    cell: (sync) => <HealthBadge health={sync.health} />,
    sortBy: ({ health }) => health.state,
  },
  { key: 'mode', header: 'Mode', cell: ({ mode }) => mode },
  {
    key: 'wanted',
    header: 'Wanted',
    isNumber: true,
    cell: ({ wanted }) => countText(wanted),
    sortBy: ({ wanted }) => wanted ?? 0,
  },
  {
    key: 'there',
    header: 'There',
    isNumber: true,
    cell: ({ there }) => countText(there),
    sortBy: ({ there }) => there,
  },
  {
    key: 'pending',
    header: 'Pending',
    isNumber: true,
    cell: ({ pending }) => countText(pending),
    sortBy: ({ pending }) => pending,
  },
  {
    key: 'rejected',
    header: 'Rejected',
    isNumber: true,
    cell: ({ rejected, unresolved }) => countText(rejected + unresolved),
    sortBy: ({ rejected, unresolved }) => rejected + unresolved,
  },
  {
    key: 'good',
    header: 'Last good',
    isNumber: true,
    cell: ({ goodAt }) => <When at={goodAt} />,
    sortBy: ({ goodAt }) => goodAt ?? 0,
  },
];

/** The syncs, wanted beside there. A row opens one. */
export function SyncTable({ syncs }: { readonly syncs: readonly Sync[] }) {
  const project = useProject();
  const navigate = useNavigate();
  return (
    <DataTable
      label="Syncs"
      columns={COLUMNS}
      rows={syncs}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/$project/act/syncs/$sync', params: { project, sync: id } })}
    />
  );
}
