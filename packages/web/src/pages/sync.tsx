import { Stack } from '@mantine/core';
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
import { SyncBetween } from '../features/act/sync-between.tsx';
import { SyncNumbers } from '../features/act/sync-numbers.tsx';
import { ChangeButton } from '../ui/change-button.tsx';
import { ConfirmByName } from '../ui/confirm-by-name.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { proseName } from '../ui/prose-name.ts';
import { quiet } from '../ui/quiet.ts';
import { showFailure } from '../ui/show-failure.ts';

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
    onError: showFailure('Not done'),
  });
  const remove = useMutation({
    mutationFn: () => found(api.DELETE('/api/v1/syncs/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await navigate({ to: '/$project/act', params: { project } });
      await client.invalidateQueries({ queryKey: ['syncs', project] });
    },
  });
  const data = sync.data;
  const isUnknown = sync.error !== null && asProblem(sync.error).status === 404;
  const isPaused = data?.state === 'paused';
  return (
    <Page
      title={data === undefined ? 'Sync' : `${proseName(data.cohort)} → ${proseName(data.destination)}`}
      meta={data && <HealthBadge health={data.health} />}
      answer={data ? syncAnswer(data) : sync.isPending ? null : undefined}
      actions={
        data && (
          <>
            <ChangeButton
              size="xs"
              variant={isPaused ? 'filled' : 'default'}
              loading={call.isPending}
              onClick={() => call.mutate(isPaused ? 'resume' : 'pause')}
            >
              {isPaused ? (data.goodAt === null && data.there === 0 ? 'Start sync' : 'Resume') : 'Pause'}
            </ChangeButton>
            <ChangeButton size="xs" variant="default" disabled={isPaused} onClick={() => call.mutate('run')}>
              Compare now
            </ChangeButton>
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
      {isUnknown ? (
        <EmptyState
          title="There is no such sync"
          action={
            <ButtonLink to="/$project/act" params={{ project }} variant="default">
              See all syncs
            </ButtonLink>
          }
        >
          It may have been ended, or its cohort or destination removed. Who was in its audience is still
          there.
        </EmptyState>
      ) : (
        <Loaded query={quiet(sync)} skeleton={[90, 240]}>
          {(whole) => (
            <Stack gap="lg">
              <Panel>
                <Stack gap="md">
                  <SyncBetween sync={whole} />
                  <SyncNumbers sync={whole} />
                </Stack>
              </Panel>
              {(whole.people.length > 0 || whole.reasons.length > 0) && <ProblemPeople sync={whole} />}
              <PreviewPanel sync={whole} />
              {!isPaused && <DriftPanel sync={whole} />}
            </Stack>
          )}
        </Loaded>
      )}
    </Page>
  );
}
