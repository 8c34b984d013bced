import { Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { showFailure } from '../../ui/show-failure.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { KeyTable } from './key-table.tsx';
import { type Key, keyList } from './keys.ts';
import { SnippetPanel } from './snippet-panel.tsx';

/** Keys, and what to paste into the product. A key can be read once, when it is made. */
export function KeysTab() {
  const project = useProject();
  const client = useQueryClient();
  const keys = useQuery(keyList(project));
  const make = useMutation({
    mutationFn: (kind: Key['kind']) => found(api.POST('/api/v1/keys', { body: { kind } })),
    onSettled: () => client.invalidateQueries(keyList(project)),
    onError: showFailure('No key was made'),
  });
  return (
    <Stack gap="lg">
      {make.data !== undefined && (
        <ShownOnce title={`The new ${make.data.kind} key, shown this once`} value={make.data.key} />
      )}
      <Panel
        title="Keys"
        actions={
          <Group gap="sm">
            <ChangeButton
              least="owner"
              size="xs"
              loading={make.isPending}
              onClick={() => make.mutate('write')}
            >
              Make a write key
            </ChangeButton>
            <ChangeButton
              least="owner"
              size="xs"
              variant="default"
              loading={make.isPending}
              onClick={() => make.mutate('secret')}
            >
              Make a secret key
            </ChangeButton>
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
              <KeyTable keys={all} />
            )
          }
        </Loaded>
      </Panel>
      <SnippetPanel writeKey={make.data?.kind === 'write' ? make.data.key : undefined} />
    </Stack>
  );
}
