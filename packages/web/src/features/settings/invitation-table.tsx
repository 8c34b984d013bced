import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { When } from '../../ui/when.tsx';
import { type Invitation, invitationList } from './members.ts';

/** Links that nobody has used yet, each with a way to withdraw it. */
export function InvitationTable({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const project = useProject();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries(invitationList(project)),
    onError: showFailure('Not withdrawn'),
  });
  const columns: readonly Column<Invitation>[] = [
    { key: 'email', header: 'For', cell: ({ email }) => <bdi>{email ?? 'whoever has the link'}</bdi> },
    { key: 'role', header: 'Role', cell: ({ role }) => role },
    { key: 'by', header: 'By', cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
    { key: 'until', header: 'Until', isNumber: true, cell: ({ expiresAt }) => <When at={expiresAt} /> },
    {
      key: 'withdraw',
      header: 'Withdraw',
      isNumber: true,
      cell: ({ id }) => (
        <Button size="compact-xs" variant="default" onClick={() => withdraw.mutate(id)}>
          Withdraw
        </Button>
      ),
    },
  ];
  return <DataTable label="Invitations" columns={columns} rows={invitations} rowKey={({ id }) => id} />;
}
