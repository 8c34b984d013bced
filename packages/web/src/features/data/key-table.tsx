import { Code, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { ConfirmByName } from '../../ui/confirm-by-name.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { When } from '../../ui/when.tsx';
import { type Key, keyList } from './keys.ts';

const WHAT: Readonly<Record<Key['kind'], string>> = {
  write: 'may only send events: it may stand in web pages',
  secret: 'may do everything in this project: for your servers',
};

/** The keys with what each may do, and a way to revoke it. */
export function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const project = useProject();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => found(api.DELETE('/api/v1/keys/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries(keyList(project)),
    onError: showFailure('Not revoked'),
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
            least="owner"
            isBusy={revoke.isPending}
            onConfirm={() => revoke.mutate(id)}
          />
        ),
    },
  ];
  return <DataTable label="Keys" columns={columns} rows={keys} rowKey={({ id }) => id} />;
}
