import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../api/use-project.ts';
import { useRefusal } from '../../api/use-role.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { InvitationTable } from './invitation-table.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberTable } from './member-table.tsx';
import { invitationList, memberList } from './members.ts';

/** The people of the project, their roles, and, for owners, links that invite others. */
export function MembersTab() {
  const project = useProject();
  const isOwner = useRefusal('owner') === undefined;
  const members = useQuery(memberList(project));
  const invitations = useQuery({ ...invitationList(project), enabled: isOwner });
  const open = invitations.data?.invitations ?? [];
  return (
    <Stack gap="lg">
      {isOwner && (
        <Panel title="Invite somebody">
          <InviteForm />
        </Panel>
      )}
      <Panel title="Members">
        <Loaded query={members} skeleton={[120]}>
          {({ members: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nobody has an account here. On this machine none is needed; whoever comes from another one
                joins by a link.
              </Text>
            ) : (
              <MemberTable members={all} />
            )
          }
        </Loaded>
        {!isOwner && (
          <Text size="sm" c="dimmed" mt="sm">
            Owners invite people, change their roles and take them out.
          </Text>
        )}
      </Panel>
      {isOwner && open.length > 0 && (
        <Panel title="Not accepted yet">
          <InvitationTable invitations={open} />
        </Panel>
      )}
    </Stack>
  );
}
