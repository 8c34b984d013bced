import { Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type Destination, destinationKinds, destinationList, syncList } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { DESTINATION_TONES } from '../features/act/destination-table.tsx';
import { givenSettings, type Settings } from '../features/act/setting-schema.ts';
import { SettingsForm } from '../features/act/settings-form.tsx';
import { SyncTable } from '../features/act/sync-table.tsx';
import { ChangeButton, ChangeLink } from '../ui/change-button.tsx';
import { ConfirmByName } from '../ui/confirm-by-name.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { quiet } from '../ui/quiet.ts';
import { showFailure } from '../ui/show-failure.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { When } from '../ui/when.tsx';

/** One destination: its state, its settings without the secrets, a test of the credentials. */
export function DestinationPage() {
  const project = useProject();
  const { destination: id } = useParams({ from: '/$project/act/destinations/$destination' });
  const destinations = useQuery(destinationList(project));
  const destination = destinations.data?.destinations.find((each) => each.id === id);
  return (
    <Page
      title={destination?.name ?? 'Destination'}
      meta={
        destination && (
          <StateBadge tone={DESTINATION_TONES[destination.state]} hint={destination.message}>
            {destination.state}
          </StateBadge>
        )
      }
      answer={destination?.message ?? undefined}
      actions={destination && <Actions destination={destination} />}
    >
      <Loaded query={destinations} skeleton={[300]}>
        {() =>
          destination === undefined ? (
            <EmptyState
              title="There is no such destination"
              action={
                <ButtonLink to="/$project/act" params={{ project }} variant="default">
                  See all destinations
                </ButtonLink>
              }
            >
              It may have been removed. Its audiences are as they were when that happened.
            </EmptyState>
          ) : (
            <Stack gap="md">
              {destination.until !== null && (
                <Text size="sm">
                  It goes on by itself <When at={destination.until} />.
                </Text>
              )}
              <SyncsOf destination={destination} />
              <EditForm key={destination.id} destination={destination} />
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function Actions({ destination: { id, name } }: { readonly destination: Destination }) {
  const project = useProject();
  const client = useQueryClient();
  const navigate = useNavigate();
  const again = () => client.invalidateQueries({ queryKey: ['destinations', project] });
  const test = useMutation({
    mutationFn: () => found(api.POST('/api/v1/destinations/{id}/test', { params: { path: { id } } })),
    onSuccess: () => notifications.show({ message: 'The credentials let us in.' }),
    onError: showFailure('Not let in'),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: () => found(api.DELETE('/api/v1/destinations/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await navigate({ to: '/$project/act', params: { project } });
      await Promise.all([again(), client.invalidateQueries({ queryKey: ['syncs', project] })]);
    },
  });
  return (
    <>
      <ChangeButton size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Test credentials
      </ChangeButton>
      <ConfirmByName
        name={name}
        verb="Remove"
        title="Remove this destination"
        what="Its syncs end with it. What is in its audiences stays there."
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}

/** What goes to a destination now, with the way to send more. */
function SyncsOf({ destination: { name } }: { readonly destination: Destination }) {
  const project = useProject();
  const syncs = useQuery(syncList(project));
  return (
    <Panel
      title="Syncs"
      actions={
        <ChangeLink
          size="xs"
          variant="default"
          to="/$project/act/syncs/new"
          params={{ project }}
          search={{ destination: name }}
        >
          New sync
        </ChangeLink>
      }
    >
      <Loaded query={quiet(syncs)} skeleton={[72]}>
        {({ syncs: all }) => {
          const here = all.filter(({ destination }) => destination === name);
          return here.length > 0 ? (
            <SyncTable syncs={here} />
          ) : (
            <Text size="sm" c="dimmed">
              No cohort goes there yet.
            </Text>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function EditForm({ destination }: { readonly destination: Destination }) {
  const project = useProject();
  const client = useQueryClient();
  const kinds = useQuery(destinationKinds());
  const kind = kinds.data?.kinds.find((each) => each.kind === destination.kind);
  const [settings, setSettings] = useState(destination.settings as Settings);
  const save = useMutation({
    mutationFn: () =>
      found(
        api.PATCH('/api/v1/destinations/{id}', {
          params: { path: { id: destination.id } },
          body: { settings: givenSettings(settings), untested: false },
        }),
      ),
    onSuccess: async () => {
      notifications.show({ message: 'The settings are stored; what was parked goes on.' });
      await client.invalidateQueries({ queryKey: ['destinations', project] });
    },
  });
  if (kind === undefined) return null;
  const problem = save.error === null ? undefined : asProblem(save.error);
  return (
    <Panel title="Settings">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="lg">
          <SettingsForm kind={kind} values={settings} onChange={setSettings} problem={problem} keepsSecrets />
          {problem !== undefined && <ProblemNotice error={problem} safe="The settings are as they were." />}
          <Group>
            <ChangeButton type="submit" loading={save.isPending}>
              Test and save
            </ChangeButton>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
