import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Destination, destinationKinds } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';

export const DESTINATION_TONES: Readonly<Record<Destination['state'], Tone>> = {
  ready: 'good',
  resting: 'waiting',
  parked: 'bad',
};

const columnsOf = (titleOf: (kind: string) => string): readonly Column<Destination>[] => [
  { key: 'name', header: 'Destination', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => titleOf(kind), sortBy: ({ kind }) => titleOf(kind) },
  {
    key: 'state',
    header: 'State',
    cell: ({ state, message }) => (
      <StateBadge tone={DESTINATION_TONES[state]} hint={message}>
        {state}
      </StateBadge>
    ),
  },
  { key: 'created', header: 'Added', isNumber: true, cell: ({ createdAt }) => <When at={createdAt} /> },
];

/** The messaging tools that are set up. A row opens one. */
export function DestinationTable({ destinations }: { readonly destinations: readonly Destination[] }) {
  const project = useProject();
  const navigate = useNavigate();
  const kinds = useQuery(destinationKinds());
  const columns = columnsOf((kind) => kinds.data?.kinds.find((each) => each.kind === kind)?.title ?? kind);
  return (
    <DataTable
      label="Destinations"
      columns={columns}
      rows={destinations}
      rowKey={({ id }) => id}
      onOpen={({ id }) =>
        void navigate({ to: '/$project/act/destinations/$destination', params: { project, destination: id } })
      }
    />
  );
}
