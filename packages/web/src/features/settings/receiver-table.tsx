import { Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { RECEIVER_KINDS, type Receiver, receiverList } from './receivers.ts';

/** Who is told of trouble, whether they can be reached, a message to try, and a way to end it. */
export function ReceiverTable({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const project = useProject();
  const client = useQueryClient();
  const again = () => client.invalidateQueries(receiverList(project));
  const test = useMutation({
    mutationFn: (id: string) =>
      found(api.POST('/api/v1/alerts/{id}/test', { params: { path: { id } }, body: {} })),
    onSuccess: () => notifications.show({ message: 'A message was sent.' }),
    onError: showFailure('Not sent'),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/alerts/{id}', { params: { path: { id } } })),
    onError: showFailure('Not removed'),
    onSettled: again,
  });
  const columns: readonly Column<Receiver>[] = [
    {
      key: 'kind',
      header: 'Kind',
      cell: ({ kind }) => RECEIVER_KINDS.find(({ value }) => value === kind)?.label,
    },
    { key: 'host', header: 'Address', cell: ({ host }) => <bdi>{host}</bdi> },
    {
      key: 'state',
      header: 'State',
      cell: ({ failing }) =>
        failing === null ? (
          <StateBadge tone="good">listens</StateBadge>
        ) : (
          <StateBadge tone="bad" hint={failing.error}>
            cannot be reached
          </StateBadge>
        ),
    },
    { key: 'created', header: 'Added', isNumber: true, cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      key: 'do',
      header: '',
      isNumber: true,
      cell: ({ id }) => (
        <Group gap={4} justify="flex-end">
          <ChangeButton size="compact-xs" variant="default" onClick={() => test.mutate(id)}>
            Test
          </ChangeButton>
          <ChangeButton size="compact-xs" variant="default" onClick={() => remove.mutate(id)}>
            Remove
          </ChangeButton>
        </Group>
      ),
    },
  ];
  return <DataTable label="Receivers of alerts" columns={columns} rows={receivers} rowKey={({ id }) => id} />;
}
