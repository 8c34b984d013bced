import type { Met } from '@cusp/engine/analyse/lookup/result.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText } from '../../ui/format.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { When } from '../../ui/when.tsx';

export interface MetListProps {
  readonly met: readonly Met[];
  /** What the ids are; those of users and accounts lead to their pages. */
  readonly to: 'user' | 'account' | 'device' | 'alias';
}

/** Accounts, users, devices or earlier ids that were met. */
export function MetList({ met, to }: MetListProps) {
  const project = useProject();
  const columns: readonly Column<Met>[] = [
    {
      key: 'id',
      header: 'Id',
      cell: ({ id }) =>
        to === 'account' ? (
          <AnchorLink size="sm" to="/$project/accounts/$account" params={{ project, account: id }}>
            <bdi>{id}</bdi>
          </AnchorLink>
        ) : to === 'user' ? (
          <AnchorLink size="sm" to="/$project/users/$user" params={{ project, user: id }}>
            <bdi>{id}</bdi>
          </AnchorLink>
        ) : (
          <bdi>{id}</bdi>
        ),
    },
    {
      key: 'last',
      header: to === 'alias' ? 'Since' : 'Last seen',
      isNumber: true,
      cell: ({ lastSeen }) => <When at={lastSeen} />,
    },
    ...(to === 'alias'
      ? []
      : [{ key: 'events', header: 'Events', isNumber: true, cell: ({ events }: Met) => countText(events) }]),
  ];
  return <DataTable label="Ids met" columns={columns} rows={met} rowKey={({ id }) => id} maxHeight={260} />;
}
