import { Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import { cohortList } from '../../api/cohorts.ts';
import { asProblem } from '../../api/problem.ts';
import type { Destination } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { mappingOf } from './mapping-draft.ts';
import { MappingField } from './mapping-field.tsx';
import { PeopleToSend } from './people-to-send.tsx';
import { NEW_SYNC } from './sync-draft.ts';
import { SyncFields } from './sync-fields.tsx';

/** Binds a cohort to an audience of one of the destinations, paused; the sync's page comes next. */
export function NewSyncForm({ destinations }: { readonly destinations: readonly Destination[] }) {
  const project = useProject();
  const names = useSearch({ from: '/$project/act/syncs/new' });
  const navigate = useNavigate({ from: '/$project/act/syncs/new' });
  const client = useQueryClient();
  const cohorts = useQuery(cohortList(project));
  const [draft, setDraft] = useState(NEW_SYNC);
  const { cohort, destination } = names;
  const unit = cohorts.data?.cohorts.find(({ name }) => name === cohort)?.unit ?? 'user';
  const create = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/syncs', {
          body: {
            cohort: cohort ?? '',
            destination: destination ?? '',
            mode: draft.mode,
            mapping: mappingOf(draft.mapping),
            exclusive: draft.exclusive,
            paused: true,
            ...(draft.audience.trim() === '' ? {} : { audience: draft.audience.trim() }),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['syncs', project] });
      await navigate({ to: '/$project/act/syncs/$sync', params: { project, sync: id } });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="lg">
        <Panel title="Who, and where">
          <SyncFields
            names={names}
            onNames={(part) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true })}
            value={draft}
            onChange={setDraft}
            destinations={destinations}
          />
        </Panel>
        <Panel title="What goes along">
          <MappingField
            value={draft.mapping}
            onChange={(mapping) => setDraft({ ...draft, mapping })}
            unit={unit}
            takesEvents
          />
        </Panel>
        {cohort !== undefined && (
          <PeopleToSend
            cohort={cohort}
            unit={unit}
            destination={destinations.find(({ name }) => name === destination)}
            mapping={draft.mapping}
          />
        )}
        {create.error !== null && (
          <ProblemNotice error={asProblem(create.error)} safe="Nothing was stored and nothing was sent." />
        )}
        <Group>
          <ChangeButton
            type="submit"
            loading={create.isPending}
            disabled={cohort === undefined || destination === undefined}
          >
            Create and preview
          </ChangeButton>
        </Group>
      </Stack>
    </form>
  );
}
