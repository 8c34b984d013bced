import { Button, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';

type Receiver =
  paths['/api/v1/alerts']['get']['responses'][200]['content']['application/json']['receivers'][number];

const KINDS = [
  { value: 'slack', label: 'Slack' },
  { value: 'webhook', label: 'Webhook' },
];

/** Who is told when a sync is parked, late or drifting, or a live cohort is held up. */
export function AlertsTab() {
  const project = useProject();
  const client = useQueryClient();
  const [kind, setKind] = useState<Receiver['kind']>('slack');
  const [url, setUrl] = useState('');
  const receivers = useQuery({
    queryKey: ['alerts', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/alerts', { signal })),
  });
  const again = () => client.invalidateQueries({ queryKey: ['alerts', project] });
  const add = useMutation({
    mutationFn: () => found(api.POST('/api/v1/alerts', { body: { kind, url: url.trim() } })),
    onSuccess: () => {
      setUrl('');
      return again();
    },
  });
  const test = useMutation({
    mutationFn: (id: string) =>
      found(api.POST('/api/v1/alerts/{id}/test', { params: { path: { id } }, body: {} })),
    onSuccess: () => notifications.show({ message: 'A message was sent.' }),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not sent', message: asProblem(error).message }),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/alerts/{id}', { params: { path: { id } } })),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not removed', message: asProblem(error).message }),
    onSettled: again,
  });
  const columns: readonly Column<Receiver>[] = [
    { key: 'kind', header: 'Kind', cell: ({ kind: of }) => KINDS.find(({ value }) => value === of)?.label },
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
          <Button size="compact-xs" variant="default" onClick={() => test.mutate(id)}>
            Test
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => remove.mutate(id)}>
            Remove
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <Stack gap="lg">
      <Panel title="Tell somebody">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              Told once when a sync is parked, late or drifting or a live cohort is held up, and once when it
              is well again.
            </Text>
            <Group gap="sm" align="flex-end">
              <Select
                size="xs"
                w={120}
                label="Kind"
                data={KINDS}
                value={kind}
                allowDeselect={false}
                onChange={(chosen) => chosen !== null && setKind(chosen as Receiver['kind'])}
              />
              <TextInput
                size="xs"
                w={420}
                label="Address"
                placeholder={kind === 'slack' ? 'https://hooks.slack.com/services/…' : 'https://…'}
                value={url}
                onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              />
              <Button size="xs" type="submit" loading={add.isPending} disabled={url.trim() === ''}>
                Add
              </Button>
            </Group>
            {add.error !== null && <ProblemNotice error={add.error} safe="Nothing was stored." />}
            {add.data?.secret != null && (
              <ShownOnce title="What signs its messages, shown this once" value={add.data.secret} />
            )}
          </Stack>
        </form>
      </Panel>
      <Panel title="Who is told">
        <Loaded query={receivers} skeleton={[100]}>
          {({ receivers: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nobody is told. Trouble shows on the page Home and in <Code>cusp status</Code>.
              </Text>
            ) : (
              <DataTable label="Receivers of alerts" columns={columns} rows={all} rowKey={({ id }) => id} />
            )
          }
        </Loaded>
      </Panel>
    </Stack>
  );
}
