import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import type { paths } from '../../api/schema.d.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { When } from '../../ui/when.tsx';

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
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not signed out', message: asProblem(error).message }),
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
      header: 'Sign out',
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

function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => found(api.POST('/api/v1/session/password', { body: { current, next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      notifications.show({ message: 'The password is changed, and all other browsers are signed out.' });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="md" maw={360}>
        <PasswordInput
          label="The present one"
          autoComplete="current-password"
          value={current}
          onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
        />
        <PasswordInput
          label="The new one"
          autoComplete="new-password"
          value={next}
          onChange={({ currentTarget }) => setNext(currentTarget.value)}
        />
        {change.error !== null && <ProblemNotice error={change.error} safe="The password is as it was." />}
        <Button type="submit" loading={change.isPending} disabled={current === '' || next === ''}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
