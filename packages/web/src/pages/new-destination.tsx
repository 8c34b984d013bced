import { Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type DestinationKind, destinationKinds } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import {
  defaultSettings,
  givenSettings,
  type Settings,
  type SettingsSchema,
} from '../features/act/setting-schema.ts';
import { SettingsForm } from '../features/act/settings-form.tsx';
import { ChangeButton, ChangeLink } from '../ui/change-button.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';

/** Sets up a messaging tool, with a form made of its schema. Its credentials are tried before anything is stored. */
export function NewDestinationPage() {
  const { kind: chosen } = useSearch({ from: '/$project/act/destinations/new' });
  const navigate = useNavigate({ from: '/$project/act/destinations/new' });
  const kinds = useQuery(destinationKinds());
  return (
    <Page
      title="Add a destination"
      answer="Where are the messages written? The credentials are tried before anything is stored."
    >
      <Loaded query={kinds} skeleton={[36, 240]}>
        {({ kinds: all }) => {
          const kind = all.find((each) => each.kind === chosen);
          return (
            <Stack gap="lg">
              <Select
                label="Kind"
                placeholder="Choose a tool"
                maw={520}
                searchable
                data={all.map((each) => ({ value: each.kind, label: each.title }))}
                value={kind?.kind ?? null}
                onChange={(value) =>
                  void navigate({ search: value === null ? {} : { kind: value }, replace: true })
                }
              />
              {kind !== undefined && <DestinationForm key={kind.kind} kind={kind} />}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function DestinationForm({ kind }: { readonly kind: DestinationKind }) {
  const project = useProject();
  const client = useQueryClient();
  const [name, setName] = useState(kind.title);
  const [untested, setUntested] = useState(false);
  const [settings, setSettings] = useState<Settings>(() => defaultSettings(kind.schema as SettingsSchema));
  const add = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/destinations', {
          body: { kind: kind.kind, name: name.trim(), settings: givenSettings(settings), untested },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['destinations', project] }),
  });
  if (add.data !== undefined) return <Added name={add.data.name} made={add.data.made} />;
  const problem = add.error === null ? undefined : asProblem(add.error);
  return (
    <Panel>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack gap="lg">
          <TextInput
            label="Name"
            description="What you call it here"
            withAsterisk
            maw={520}
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={problem?.problems.find(({ path }) => path === 'name')?.message}
          />
          <SettingsForm kind={kind} values={settings} onChange={setSettings} problem={problem} />
          {problem !== undefined && (
            <ProblemNotice error={problem} safe="Nothing was stored. What you typed is still here." />
          )}
          <Switch
            label="Keep it without trying the credentials"
            checked={untested}
            onChange={({ currentTarget }) => setUntested(currentTarget.checked)}
          />
          <Group>
            <ChangeButton type="submit" loading={add.isPending} disabled={name.trim() === ''}>
              {untested ? 'Add' : 'Test and add'}
            </ChangeButton>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Added({ name, made }: { readonly name: string; readonly made: Readonly<Record<string, string>> }) {
  const project = useProject();
  return (
    <Panel>
      <Stack gap="md" align="flex-start">
        <Text>
          <bdi>{name}</bdi> is set up.
        </Text>
        {Object.entries(made).map(([key, value]) => (
          <ShownOnce key={key} title={`Its ${key}, shown this once`} value={value} />
        ))}
        <Group>
          <ChangeLink to="/$project/act/syncs/new" params={{ project }} search={{ destination: name }}>
            Start a sync
          </ChangeLink>
          <ButtonLink variant="default" to="/$project/act" params={{ project }}>
            Back to syncs
          </ButtonLink>
        </Group>
      </Stack>
    </Panel>
  );
}
