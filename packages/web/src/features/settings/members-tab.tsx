import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { useProject } from '../../api/use-project.ts';
import { ConfirmByName } from '../../ui/confirm-by-name.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { When } from '../../ui/when.tsx';

type Member =
  paths['/api/v1/members']['get']['responses'][200]['content']['application/json']['members'][number];
type Invitation =
  paths['/api/v1/invitations']['get']['responses'][200]['content']['application/json']['invitations'][number];
type Role = Member['role'];

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'owner', label: 'owner: everything' },
  { value: 'editor', label: 'editor: all but members, keys and settings' },
  { value: 'viewer', label: 'viewer: looks and asks' },
];

/** The people of the project, their roles, and links that invite others. */
export function MembersTab() {
  const project = useProject();
  const client = useQueryClient();
  const members = useQuery({
    queryKey: ['members', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/members', { signal })),
  });
  const invitations = useQuery({
    queryKey: ['invitations', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/invitations', { signal })),
  });
  const again = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['members', project] }),
      client.invalidateQueries({ queryKey: ['invitations', project] }),
    ]);
  const failed = (error: unknown): void =>
    void notifications.show({ color: 'red', title: 'Not done', message: asProblem(error).message });
  const change = useMutation({
    mutationFn: ({ id, role }: { readonly id: string; readonly role: Role }) =>
      found(api.PATCH('/api/v1/members/{id}', { params: { path: { id } }, body: { role } })),
    onSettled: again,
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/members/{id}', { params: { path: { id } } })),
    onSettled: again,
    onError: failed,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } })),
    onSettled: again,
    onError: failed,
  });
  const columns: readonly Column<Member>[] = [
    { key: 'name', header: 'Name', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
    { key: 'email', header: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi>, sortBy: ({ email }) => email },
    {
      key: 'role',
      header: 'Role',
      cell: ({ id, role, name }) => (
        <Select
          size="xs"
          w={110}
          aria-label={`Role of ${name}`}
          data={ROLES.map(({ value }) => value)}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && change.mutate({ id, role: chosen as Role })}
        />
      ),
    },
    { key: 'since', header: 'Since', isNumber: true, cell: ({ addedAt }) => <When at={addedAt} /> },
    {
      key: 'remove',
      header: 'Take out',
      isNumber: true,
      cell: ({ id, email }) => (
        <ConfirmByName
          name={email}
          verb="Remove"
          title="Take a member out"
          what="The account stays, and is no longer let into this project, from now on."
          isBusy={remove.isPending}
          onConfirm={() => remove.mutate(id)}
        />
      ),
    },
  ];
  const invited: readonly Column<Invitation>[] = [
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
  return (
    <Stack gap="lg">
      <Panel title="Invite somebody">
        <InviteForm onDone={() => void again()} />
      </Panel>
      <Panel title="Members">
        <Loaded query={members} skeleton={[120]}>
          {({ members: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nobody has an account here. On this machine none is needed; whoever comes from another one
                joins by a link.
              </Text>
            ) : (
              <DataTable label="Members" columns={columns} rows={all} rowKey={({ id }) => id} />
            )
          }
        </Loaded>
      </Panel>
      {(invitations.data?.invitations.length ?? 0) > 0 && (
        <Panel title="Not accepted yet">
          <DataTable
            label="Invitations"
            columns={invited}
            rows={invitations.data?.invitations ?? []}
            rowKey={({ id }) => id}
          />
        </Panel>
      )}
    </Stack>
  );
}

function InviteForm({ onDone }: { readonly onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const invite = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/invitations', {
          body: { role, ...(email.trim() === '' ? {} : { email: email.trim() }) },
        }),
      ),
    onSuccess: onDone,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <TextInput
            size="xs"
            w={260}
            type="email"
            label="E-mail"
            placeholder="Anybody who has the link"
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <Select
            size="xs"
            w={280}
            label="Role"
            data={ROLES}
            value={role}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && setRole(chosen as Role)}
          />
          <Button size="xs" type="submit" loading={invite.isPending}>
            Make a link
          </Button>
        </Group>
        {invite.error !== null && <ProblemNotice error={invite.error} safe="No link was made." />}
        {invite.data !== undefined && (
          <ShownOnce title="The link, shown this once. It works once, for 7 days" value={invite.data.url} />
        )}
      </Stack>
    </form>
  );
}
