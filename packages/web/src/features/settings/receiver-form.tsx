import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { RECEIVER_KINDS, type Receiver, receiverList } from './receivers.ts';

/** Adds somebody who is told of trouble. */
export function ReceiverForm() {
  const project = useProject();
  const client = useQueryClient();
  const [kind, setKind] = useState<Receiver['kind']>('slack');
  const [url, setUrl] = useState('');
  const add = useMutation({
    mutationFn: () => found(api.POST('/api/v1/alerts', { body: { kind, url: url.trim() } })),
    onSuccess: () => {
      setUrl('');
      return client.invalidateQueries(receiverList(project));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          Told once when a sync is parked, late or drifting or a live cohort is held up, and once when it is
          well again.
        </Text>
        <Group gap="sm" align="flex-end">
          <Select
            size="xs"
            w={120}
            label="Kind"
            data={RECEIVER_KINDS}
            value={kind}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && setKind(chosen as Receiver['kind'])}
          />
          <TextInput
            size="xs"
            w={{ base: '100%', sm: 420 }}
            label="Address"
            placeholder={kind === 'slack' ? 'https://hooks.slack.com/services/…' : 'https://…'}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <ChangeButton size="xs" type="submit" loading={add.isPending} disabled={url.trim() === ''}>
            Add
          </ChangeButton>
        </Group>
        {add.error !== null && <ProblemNotice error={add.error} safe="Nothing was stored." />}
        {add.data?.secret != null && (
          <ShownOnce title="What signs its messages, shown this once" value={add.data.secret} />
        )}
      </Stack>
    </form>
  );
}
