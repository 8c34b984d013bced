import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { useRefusal } from '../../api/use-role.ts';
import { ConfirmByName } from '../../ui/confirm-by-name.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { When } from '../../ui/when.tsx';
import { type Member, memberList, ROLES } from './members.ts';

/** The members with their roles, which owners change. */
export function MemberTable({ members }: { readonly members: readonly Member[] }) {
  const project = useProject();
  const client = useQueryClient();
  const isOwner = useRefusal('owner') === undefined;
  const again = () => client.invalidateQueries(memberList(project));
  const change = useMutation({
    mutationFn: ({ id, role }: Pick<Member, 'id' | 'role'>) =>
      found(api.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body: { role } })),
    onSettled: again,
    onError: showFailure('Not done'),
  });
  const remove = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/members/{id}', { params: { path: { id } } })),
    onSettled: again,
    onError: showFailure('Not done'),
  });
  const columns: readonly Column<Member>[] = [
    { key: 'name', header: 'Name', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
    { key: 'email', header: 'Email', cell: ({ email }) => <bdi>{email}</bdi>, sortBy: ({ email }) => email },
    {
      key: 'role',
      header: 'Role',
      cell: ({ id, role, name }) =>
        isOwner ? (
          <Select
            size="xs"
            w={110}
            aria-label={`Role of ${name}`}
            data={ROLES.map(({ value }) => value)}
            value={role}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && change.mutate({ id, role: chosen as Member['role'] })}
          />
        ) : (
          role
        ),
    },
    { key: 'since', header: 'Since', isNumber: true, cell: ({ addedAt }) => <When at={addedAt} /> },
  ];
  const takeOut: Column<Member> = {
    key: 'remove',
    header: 'Take out',
    isNumber: true,
    cell: ({ id, email }) => (
      <ConfirmByName
        name={email}
        verb="Remove"
        title="Take a member out"
        what="The account stays, and is no longer let into this project, from now on."
        least="owner"
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(id)}
      />
    ),
  };
  return (
    <DataTable
      label="Members"
      columns={isOwner ? [...columns, takeOut] : columns}
      rows={members}
      rowKey={({ id }) => id}
    />
  );
}
