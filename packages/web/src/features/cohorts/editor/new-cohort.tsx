import { Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, found } from '../../../api/client.ts';
import { asProblem } from '../../../api/problem.ts';
import { useProject } from '../../../api/use-project.ts';
import { ChangeButton } from '../../../ui/change-button.tsx';
import { Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { View } from '../draft/draft.ts';
import { useDraft } from '../draft/use-draft.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { usePreview } from '../preview/use-preview.ts';
import { CohortNames } from './cohort-names.tsx';
import { DefinitionEditor } from './definition-editor.tsx';
import classes from './editor.module.css';
import { LeaveGuard } from './leave-guard.tsx';
import { RestoredNotice } from './restored-notice.tsx';
import { Starters } from './starters.tsx';

export interface NewCohortProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** A cohort that is not saved yet. */
export function NewCohort({ view, onView }: NewCohortProps) {
  const project = useProject();
  const navigate = useNavigate();
  const client = useQueryClient();
  const handle = useDraft(project, undefined, undefined);
  const { draft, finished, hindrance, isChanged } = handle;
  const preview = usePreview(finished.definition);
  const save = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/cohorts', {
          body: {
            name: draft.name.trim(),
            description: draft.description,
            definition: finished.definition,
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      handle.forget();
      await client.invalidateQueries({ queryKey: ['cohorts', project] });
      await navigate({
        to: '/$project/cohorts/$cohort',
        params: { project, cohort: id },
        ignoreBlocker: true,
      });
    },
  });
  const problem = save.error === null ? undefined : asProblem(save.error);
  const nameError = problem?.problems.find(({ path }) => path.endsWith('name'))?.message;
  return (
    <>
      <LeaveGuard isChanged={isChanged && !save.isSuccess} onDrop={handle.forget} />
      {handle.isRestored && isChanged && <RestoredNotice onDrop={() => handle.restart(undefined)} />}
      <Columns>
        <Stack gap="md" miw={0}>
          <Panel>
            <DefinitionEditor handle={handle} preview={preview} view={view} onView={onView} />
          </Panel>
          {draft.definition.where === undefined && handle.unread === undefined && (
            <Starters onStart={(definition) => handle.edit({ kind: 'define', definition })} />
          )}
          <Panel>
            <Stack gap="sm">
              <CohortNames handle={handle} nameError={nameError} />
            </Stack>
          </Panel>
        </Stack>
        <PreviewPanel handle={handle} preview={preview} />
      </Columns>
      {problem !== undefined && nameError === undefined && (
        <ProblemNotice error={save.error} safe="What you wrote is kept." onRetry={() => save.mutate()} />
      )}
      <Group className={classes.bar}>
        <ChangeButton
          disabled={hindrance !== undefined}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          Save cohort
        </ChangeButton>
        <Text size="sm" c="dimmed" aria-live="polite">
          {hindrance ?? 'It is kept live from then on.'}
        </Text>
      </Group>
    </>
  );
}
