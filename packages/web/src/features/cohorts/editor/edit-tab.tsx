import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useProject } from '../../../api/use-project.ts';
import { ChangeButton } from '../../../ui/change-button.tsx';
import { Columns } from '../../../ui/columns.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import type { CohortWhole } from '../cohort-types.ts';
import { isSame, type View } from '../draft/draft.ts';
import { useDraft } from '../draft/use-draft.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { usePreview } from '../preview/use-preview.ts';
import { baseOf } from './base-of.ts';
import { ChangePreview } from './change-preview.tsx';
import { CohortNames } from './cohort-names.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DefinitionEditor } from './definition-editor.tsx';
import classes from './editor.module.css';
import { LeaveGuard } from './leave-guard.tsx';
import { RestoredNotice } from './restored-notice.tsx';
import { useSave } from './use-save.ts';

export interface EditTabProps {
  readonly cohort: CohortWhole;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Changes a saved cohort; another definition becomes its next version. */
export function EditTab({ cohort, view, onView }: EditTabProps) {
  const project = useProject();
  const saved = baseOf(cohort);
  const handle = useDraft(project, cohort.id, saved);
  const { finished, hindrance, isChanged, base, draft } = handle;
  const preview = usePreview(finished.definition);
  const [isComparing, setComparing] = useState(false);
  const save = useSave(project, cohort.id, handle, () =>
    notifications.show({
      message: isOther ? 'Saved. The new version takes its place as soon as it is built.' : 'Saved.',
    }),
  );
  const isOther = base !== undefined && !isSame(draft.definition, base.definition);
  const isBehind = isChanged && base !== undefined && base.version !== saved.version;
  return (
    <>
      <LeaveGuard isChanged={isChanged} onDrop={handle.forget} />
      {handle.isRestored && isChanged && <RestoredNotice onDrop={() => handle.restart(saved)} />}
      <Columns>
        <Stack gap="md" miw={0}>
          <Panel>
            <DefinitionEditor handle={handle} preview={preview} view={view} onView={onView} />
          </Panel>
          <Panel>
            <Stack gap="sm">
              <CohortNames handle={handle} nameError={save.nameError} />
            </Stack>
          </Panel>
        </Stack>
        <Stack gap="md" miw={0}>
          <PreviewPanel handle={handle} preview={preview} />
          {isOther && finished.isWhole && finished.definition !== undefined && (
            <ChangePreview
              cohort={cohort}
              definition={finished.definition}
              isOpen={isComparing}
              onOpen={() => setComparing(true)}
            />
          )}
        </Stack>
      </Columns>
      {save.error !== undefined && save.nameError === undefined && (
        <ProblemNotice error={save.error} safe="What you wrote is kept." onRetry={() => save.save()} />
      )}
      {(isChanged || save.isPending) && (
        <Group className={classes.bar}>
          <ChangeButton
            disabled={hindrance !== undefined}
            loading={save.isPending}
            onClick={() => save.save()}
          >
            {isOther ? `Save as the next version` : 'Save'}
          </ChangeButton>
          <Button variant="subtle" color="gray" onClick={() => handle.restart(saved)}>
            Drop the changes
          </Button>
          <Text size="sm" c={isBehind ? 'var(--cusp-stale)' : 'dimmed'} aria-live="polite">
            {hindrance ??
              (isBehind
                ? `Version ${saved.version} was saved meanwhile: you will see both before anything is replaced.`
                : isOther
                  ? 'Readers keep the old version until the new one is built.'
                  : '')}
          </Text>
        </Group>
      )}
      <ConflictDialog
        handle={handle}
        conflict={save.conflict}
        onClose={save.closeConflict}
        onSave={save.save}
      />
    </>
  );
}
