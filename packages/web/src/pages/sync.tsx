import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, found } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { oneSync } from '../api/syncs.ts';
import { useProject } from '../api/use-project.ts';
import { DriftPanel } from '../features/act/drift-panel.tsx';
import { HealthBadge } from '../features/act/health-badge.tsx';
import { PreviewPanel } from '../features/act/preview-panel.tsx';
import { ProblemPeople } from '../features/act/problem-people.tsx';
import { syncAnswer } from '../features/act/sync-answer.ts';
import { SyncNumbers } from '../features/act/sync-numbers.tsx';
import { ConfirmByName } from '../ui/confirm-by-name.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { proseName } from '../ui/prose-name.ts';

/** One sync: wanted beside there, who could not be taken and why, what would go out now. */
export function SyncPage() {
  const project = useProject();
  const { sync: id } = useParams({ from: '/$project/act/syncs/$sync' });
  const client = useQueryClient();
  const navigate = useNavigate();
  const sync = useQuery(oneSync(project, id));
  const call = useMutation({
    mutationFn: (verb: 'pause' | 'resume' | 'run') =>
      found<unknown>(
        api.POST(`/api/v1/syncs/{id}/${verb}` as '/api/v1/syncs/{id}/pause', { params: { path: { id } } }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['syncs', project] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not done', message: asProblem(error).message }),
  });
  const remove = useMutation({
    mutationFn: () => found(api.DELETE('/api/v1/syncs/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await navigate({ to: '/$project/act', params: { project } });
      await client.invalidateQueries({ queryKey: ['syncs', project] });
    },
  });
  const data = sync.data;
  const isPaused = data?.state === 'paused';
  return (
    <Page
      title={data === undefined ? 'Sync' : `${proseName(data.cohort)} → ${proseName(data.destination)}`}
      meta={data && <HealthBadge health={data.health} />}
      answer={data ? syncAnswer(data) : sync.isPending ? null : undefined}
      actions={
        data && (
          <>
            <Button
              size="xs"
              variant={isPaused ? 'filled' : 'default'}
              loading={call.isPending}
              onClick={() => call.mutate(isPaused ? 'resume' : 'pause')}
            >
              {isPaused ? (data.goodAt === null && data.there === 0 ? 'Start sync' : 'Resume') : 'Pause'}
            </Button>
            <Button size="xs" variant="default" disabled={isPaused} onClick={() => call.mutate('run')}>
              Compare now
            </Button>
            <ConfirmByName
              name={data.cohort}
              verb="End sync"
              title="End this sync"
              what="Who is in the audience stays there; nothing is kept up to date any more."
              isBusy={remove.isPending}
              onConfirm={() => remove.mutate()}
            />
          </>
        )
      }
    >
      <Loaded query={sync} skeleton={[90, 240]}>
        {(whole) => (
          <Stack gap="lg">
            <Panel>
              <SyncNumbers sync={whole} />
            </Panel>
            {(whole.people.length > 0 || whole.reasons.length > 0) && <ProblemPeople sync={whole} />}
            <PreviewPanel sync={whole} />
            {!isPaused && <DriftPanel sync={whole} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
