import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { When } from '../../ui/when.tsx';
import { PasswordForm } from './password-form.tsx';

type Signed =
  paths['/api/v1/session/browsers']['get']['responses'][200]['content']['application/json']['browsers'][number];

/** Where one is signed in, and the password of an account. */
export function BrowsersTab({ hasAccount }: { readonly hasAccount: boolean }) {
  const client = useQueryClient();
  const browsers = useQuery({
    queryKey: ['browsers'],
    queryFn: ({ signal }) => found(api.GET('/api/v1/session/browsers', { signal })),
    staleTime: 0,
  });
  const end = useMutation({
    mutationFn: (id: string) =>
      found(api.DELETE('/api/v1/session/browsers/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['browsers'] }),
    onError: showFailure('Not signed out'),
  });
  const columns: readonly Column<Signed>[] = [
    {
      key: 'agent',
      header: 'Browser',
      cell: ({ agent, current }) => (
        <bdi>
          {agent ?? 'a browser on this machine'}
          {current && ' (this one)'}
        </bdi>
      ),
    },
    { key: 'address', header: 'From', cell: ({ address }) => address ?? 'this machine' },
    { key: 'since', header: 'Since', isNumber: true, cell: ({ since }) => <When at={since} /> },
    { key: 'until', header: 'Until', isNumber: true, cell: ({ until }) => <When at={until} /> },
    {
      key: 'end',
      header: '',
      isNumber: true,
      cell: ({ id, current }) =>
        current ? null : (
          <Button size="compact-xs" variant="default" onClick={() => end.mutate(id)}>
            Sign out
          </Button>
        ),
    },
  ];
  return (
    <Stack gap="lg">
      <Panel title="Where you are signed in">
        <Loaded query={browsers} skeleton={[100]}>
          {({ browsers: all }) => (
            <DataTable label="Sessions" columns={columns} rows={all} rowKey={({ id }) => id} />
          )}
        </Loaded>
      </Panel>
      {hasAccount ? (
        <Panel title="Password">
          <PasswordForm />
        </Panel>
      ) : (
        <Text size="sm" c="dimmed">
          On this machine no password is needed: a link that works once lets a browser in.
        </Text>
      )}
    </Stack>
  );
}
