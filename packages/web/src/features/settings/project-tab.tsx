import { Group, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useLoaderData, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { reloadSession } from '../../api/session.ts';
import { useProject } from '../../api/use-project.ts';
import { useRefusal } from '../../api/use-role.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** The time zone of the project's days, and what senders call an account. */
export function ProjectTab() {
  const id = useProject();
  const { projects } = useLoaderData({ from: '/$project' });
  const project = projects.find((each) => each.id === id);
  const router = useRouter();
  const [timeZone, setTimeZone] = useState(project?.timeZone ?? 'UTC');
  const [accountGroup, setAccountGroup] = useState(project?.accountGroup ?? 'account');
  const isRefused = useRefusal('owner') !== undefined;
  const save = useMutation({
    mutationFn: () =>
      found(api.PATCH('/api/v1/project', { body: { timeZone, accountGroup: accountGroup.trim() } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      await reloadSession();
      await router.invalidate();
      notifications.show({ message: 'The settings are stored.' });
    },
  });
  return (
    <Panel title={<bdi className="name">{project?.name}</bdi>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="lg" maw={420}>
          <Select
            label="Time zone"
            description="Of calendar days and windows, and of every time that is shown"
            disabled={isRefused}
            searchable
            limit={100}
            allowDeselect={false}
            data={['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]}
            value={timeZone}
            onChange={(zone) => zone !== null && setTimeZone(zone)}
          />
          <TextInput
            label="Account group"
            disabled={isRefused}
            description="The group type that your SDKs use for an account. What is stored keeps the one it came under"
            maxLength={100}
            value={accountGroup}
            onChange={({ currentTarget }) => setAccountGroup(currentTarget.value)}
          />
          {save.error !== null && <ProblemNotice error={save.error} safe="The settings are as they were." />}
          <Group>
            <ChangeButton
              least="owner"
              type="submit"
              loading={save.isPending}
              disabled={accountGroup.trim() === ''}
            >
              Save
            </ChangeButton>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
