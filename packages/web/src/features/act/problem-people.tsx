import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { SyncWhole } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { counted, countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { showFailure } from '../../ui/show-failure.ts';

type Person = SyncWhole['people'][number];

const COLUMNS: readonly Column<Person>[] = [
  { key: 'name', header: 'Who', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  { key: 'state', header: 'State', cell: ({ state }) => state, sortBy: ({ state }) => state },
  { key: 'reason', header: 'Reason', cell: ({ reason, message }) => message ?? reason ?? '–' },
  {
    key: 'attempts',
    header: 'Tries',
    isNumber: true,
    cell: ({ attempts }) => countText(attempts),
    sortBy: ({ attempts }) => attempts,
  },
];

/** Who could not be taken, by reason, with one button that tries them again. */
export function ProblemPeople({ sync }: { readonly sync: SyncWhole }) {
  const project = useProject();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: (reason: string | undefined) =>
      found(
        api.POST('/api/v1/syncs/{id}/retry', {
          params: { path: { id: sync.id } },
          body: reason === undefined ? {} : { reason },
        }),
      ),
    onSuccess: async ({ again }) => {
      notifications.show({ message: `${counted(again, 'member')} will be tried again.` });
      await client.invalidateQueries({ queryKey: ['syncs', project] });
    },
    onError: showFailure('Not done'),
  });
  return (
    <Panel
      title="Who could not be taken"
      actions={
        <ChangeButton
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate(undefined)}
        >
          Try all again
        </ChangeButton>
      }
    >
      <Group gap="sm" mb="sm">
        {sync.reasons.map(({ state, reason, count }) => (
          <ChangeButton
            key={`${state} ${reason}`}
            size="compact-xs"
            variant="light"
            onClick={() => retry.mutate(reason)}
            title="Try these again"
          >
            {reason}: {countText(count)}
          </ChangeButton>
        ))}
      </Group>
      <DataTable
        label="Members who could not be taken"
        columns={COLUMNS}
        rows={sync.people}
        rowKey={({ name }) => name}
      />
      {sync.shared.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {sync.shared.length === 1 ? 'One address is' : `${countText(sync.shared.length)} addresses are`}{' '}
          shared by several members: one entry over there.
        </Text>
      )}
    </Panel>
  );
}
