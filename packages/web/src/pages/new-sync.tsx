import { Button, Group, SegmentedControl, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../api/client.ts';
import { cohortList } from '../api/cohorts.ts';
import { asProblem } from '../api/problem.ts';
import { destinationList } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { mappingOf, NEW_MAPPING } from '../features/act/mapping-draft.ts';
import { MappingField } from '../features/act/mapping-field.tsx';
import { PeopleToSend } from '../features/act/people-to-send.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { CohortSelect } from '../ui/fields/cohort-select.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** Binds a cohort to an audience. It starts paused, so that the next page can show what would be sent before anything is. */
export function NewSyncPage() {
  const project = useProject();
  const { cohort, destination } = useSearch({ from: '/$project/act/syncs/new' });
  const navigate = useNavigate({ from: '/$project/act/syncs/new' });
  const client = useQueryClient();
  const destinations = useQuery(destinationList(project));
  const cohorts = useQuery(cohortList(project));
  const [mode, setMode] = useState<'dynamic' | 'once'>('dynamic');
  const [audience, setAudience] = useState('');
  const [exclusive, setExclusive] = useState(false);
  const [mapping, setMapping] = useState(NEW_MAPPING);
  const create = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/syncs', {
          body: {
            cohort: cohort ?? '',
            destination: destination ?? '',
            mode,
            mapping: mappingOf(mapping),
            exclusive,
            paused: true,
            ...(audience.trim() === '' ? {} : { audience: audience.trim() }),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['syncs', project] });
      await navigate({ to: '/$project/act/syncs/$sync', params: { project, sync: id } });
    },
  });
  const unit = cohorts.data?.cohorts.find(({ name }) => name === cohort)?.unit ?? 'user';
  if (destinations.data?.destinations.length === 0) {
    return (
      <Page title="New sync">
        <EmptyState
          title="There is no destination yet"
          action={
            <ButtonLink to="/$project/act/destinations/new" params={{ project }}>
              Add a destination
            </ButtonLink>
          }
        >
          A sync keeps a cohort in an audience of a messaging tool. Add the tool first.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title="New sync"
      answer="Nothing is sent yet: the sync begins paused, and its page shows what would go out."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack gap="lg">
          <Panel title="Who, and where">
            <Stack gap="md">
              <Group gap="sm">
                <Text size="sm" w={100}>
                  Cohort
                </Text>
                <CohortSelect
                  value={cohort}
                  onChange={(name) =>
                    void navigate({
                      search: (now) => ({ ...now, ...(name === undefined ? {} : { cohort: name }) }),
                      replace: true,
                    })
                  }
                />
              </Group>
              <Group gap="sm">
                <Text size="sm" w={100}>
                  Destination
                </Text>
                <Select
                  size="xs"
                  w={240}
                  aria-label="Destination"
                  placeholder="Choose a destination"
                  data={(destinations.data?.destinations ?? []).map(({ name }) => name)}
                  value={destination ?? null}
                  allowDeselect={false}
                  onChange={(name) =>
                    void navigate({
                      search: (now) => ({ ...now, ...(name === null ? {} : { destination: name }) }),
                      replace: true,
                    })
                  }
                />
              </Group>
              <Group gap="sm">
                <Text size="sm" w={100}>
                  Audience
                </Text>
                <TextInput
                  size="xs"
                  w={240}
                  aria-label="Name of the audience over there"
                  placeholder={cohort ?? 'Named as the cohort'}
                  maxLength={200}
                  value={audience}
                  onChange={({ currentTarget }) => setAudience(currentTarget.value)}
                />
              </Group>
              <Group gap="sm">
                <Text size="sm" w={100}>
                  Mode
                </Text>
                <SegmentedControl
                  size="xs"
                  aria-label="Mode"
                  value={mode}
                  onChange={(value) => setMode(value as typeof mode)}
                  data={[
                    { value: 'dynamic', label: 'Dynamic: follows the cohort' },
                    { value: 'once', label: 'Once' },
                  ]}
                />
              </Group>
              <Switch
                label="Exclusive: take out whoever is in the audience and not in the cohort"
                checked={exclusive}
                onChange={({ currentTarget }) => setExclusive(currentTarget.checked)}
              />
            </Stack>
          </Panel>
          <Panel title="What goes along">
            <MappingField value={mapping} onChange={setMapping} unit={unit} takesEvents />
          </Panel>
          {cohort !== undefined && <PeopleToSend cohort={cohort} mapping={mapping} />}
          {destinations.error !== null && (
            <ProblemNotice
              error={destinations.error}
              safe="Nothing was stored."
              onRetry={() => void destinations.refetch()}
            />
          )}
          {create.error !== null && (
            <ProblemNotice error={asProblem(create.error)} safe="Nothing was stored and nothing was sent." />
          )}
          <Group>
            <Button
              type="submit"
              loading={create.isPending}
              disabled={cohort === undefined || destination === undefined}
            >
              Create and preview
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
