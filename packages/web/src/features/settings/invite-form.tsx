import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { useProject } from '../../api/use-project.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { invitationList, type Member, ROLES } from './members.ts';

/** Makes a link that lets somebody join. It can be read this once. */
export function InviteForm() {
  const project = useProject();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Member['role']>('editor');
  const invite = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/invitations', {
          body: { role, ...(email.trim() === '' ? {} : { email: email.trim() }) },
        }),
      ),
    onSuccess: () => client.invalidateQueries(invitationList(project)),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <TextInput
            size="xs"
            w={{ base: '100%', sm: 260 }}
            type="email"
            label="Email"
            placeholder="Anybody who has the link"
            value={email}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <Select
            size="xs"
            w={{ base: '100%', sm: 300 }}
            label="Role"
            data={ROLES}
            value={role}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && setRole(chosen as Member['role'])}
          />
          <Button size="xs" type="submit" loading={invite.isPending}>
            Make a link
          </Button>
        </Group>
        {invite.error !== null && <ProblemNotice error={invite.error} safe="No link was made." />}
        {invite.data !== undefined && (
          <ShownOnce title="The link, shown this once. It works once, for 7 days" value={invite.data.url} />
        )}
      </Stack>
    </form>
  );
}
