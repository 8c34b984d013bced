import { Button, Code, Group, Stack, Tabs, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { useProject } from '../../api/use-project.ts';
import { ConfirmByName } from '../../ui/confirm-by-name.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { When } from '../../ui/when.tsx';
import { snippets } from './snippets.ts';

type Key = paths['/api/v1/keys']['get']['responses'][200]['content']['application/json']['keys'][number];
type Kind = Key['kind'];

const WHAT: Readonly<Record<Kind, string>> = {
  write: 'may only send events: it may stand in web pages',
  secret: 'may do everything in this project: for your servers',
};

/** Keys, and what to paste into the product. A key can be read once, when it is made. */
export function KeysTab() {
  const project = useProject();
  const client = useQueryClient();
  const keys = useQuery({
    queryKey: ['keys', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/keys', { signal })),
  });
  const make = useMutation({
    mutationFn: (kind: Kind) => found(api.POST('/api/v1/keys', { body: { kind } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['keys', project] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'No key was made', message: asProblem(error).message }),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['keys', project] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not revoked', message: asProblem(error).message }),
  });
  const columns: readonly Column<Key>[] = [
    { key: 'prefix', header: 'Key', cell: ({ prefix }) => <Code>{prefix}…</Code> },
    { key: 'kind', header: 'Kind', cell: ({ kind }) => `${kind}: ${WHAT[kind]}` },
    { key: 'created', header: 'Made', isNumber: true, cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      key: 'revoke',
      header: 'State',
      isNumber: true,
      cell: ({ id, prefix, revokedAt }) =>
        revokedAt !== null ? (
          <Text span size="sm" c="dimmed">
            revoked <When at={revokedAt} />
          </Text>
        ) : (
          <ConfirmByName
            name={prefix}
            verb="Revoke"
            title="Revoke this key"
            what="It opens nothing from then on; whatever still uses it is refused."
            isBusy={revoke.isPending}
            onConfirm={() => revoke.mutate(id)}
          />
        ),
    },
  ];
  const writeKey = make.data?.kind === 'write' ? make.data.key : undefined;
  return (
    <Stack gap="lg">
      {make.data !== undefined && (
        <ShownOnce title={`The new ${make.data.kind} key, shown this once`} value={make.data.key} />
      )}
      <Panel
        title="Keys"
        actions={
          <Group gap="sm">
            <Button size="xs" loading={make.isPending} onClick={() => make.mutate('write')}>
              Make a write key
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={make.isPending}
              onClick={() => make.mutate('secret')}
            >
              Make a secret key
            </Button>
          </Group>
        }
      >
        <Loaded query={keys} skeleton={[120]}>
          {({ keys: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                There is no key yet: SDKs need a write key.
              </Text>
            ) : (
              <DataTable label="Keys" columns={columns} rows={all} rowKey={({ id }) => id} />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="What to paste">
        <Tabs defaultValue="amplitude" keepMounted={false}>
          <Tabs.List mb="md">
            {snippets(location.origin, writeKey).map(({ id, title }) => (
              <Tabs.Tab key={id} value={id}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {snippets(location.origin, writeKey).map(({ id, code }) => (
            <Tabs.Panel key={id} value={id}>
              <Code block tabIndex={0}>
                {code}
              </Code>
            </Tabs.Panel>
          ))}
        </Tabs>
      </Panel>
    </Stack>
  );
}
