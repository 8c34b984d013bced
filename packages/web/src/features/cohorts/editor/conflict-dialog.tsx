import { printCohort } from '@cusp/engine/define/language/print.ts';
import { lineDiff } from '@cusp/engine/util/line-diff.ts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ChangeButton } from '../../../ui/change-button.tsx';
import type { DraftBase } from '../draft/stored-draft.ts';
import type { DraftHandle } from '../draft/use-draft.ts';
import { DiffLines } from '../history/diff-lines.tsx';

export interface ConflictDialogProps {
  readonly handle: DraftHandle;
  /** What was saved meanwhile; undefined: nothing was. */
  readonly conflict: DraftBase | undefined;
  readonly onClose: () => void;
  readonly onSave: (onTopOf: DraftBase) => void;
}

/** Two people changed the same cohort: shows both changes, and lets the one who came second choose. Their edit stays until they drop it. */
export function ConflictDialog({ handle, conflict, onClose, onSave }: ConflictDialogProps) {
  const { base, finished, draft, rebase, restart } = handle;
  if (conflict === undefined || base === undefined) return null;
  const began = words(base.name, base.description, printCohort(base.definition));
  const theirs = words(conflict.name, conflict.description, printCohort(conflict.definition));
  const mine = words(
    draft.name.trim(),
    draft.description,
    finished.definition === undefined ? '' : printCohort(finished.definition),
  );
  return (
    <Modal opened onClose={onClose} size="xl" title="Somebody else changed this cohort meanwhile">
      <Stack gap="md">
        <Text size="sm">
          You began with version {base.version}; version {conflict.version} was saved since. Nothing of yours
          is lost: choose what becomes of it.
        </Text>
        <Change title={`What they changed, version ${conflict.version}`} before={began} after={theirs} />
        <Change title="What you changed" before={began} after={mine} />
        <Change title="Yours in place of theirs would change" before={theirs} after={mine} />
        <Group gap="sm" justify="flex-end">
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              restart(conflict);
              onClose();
            }}
          >
            Drop mine, take theirs
          </Button>
          <Button
            variant="default"
            onClick={() => {
              rebase(conflict);
              onClose();
            }}
          >
            Go on editing mine
          </Button>
          <ChangeButton onClick={() => onSave(conflict)}>
            Save mine as version {conflict.version + 1}
          </ChangeButton>
        </Group>
      </Stack>
    </Modal>
  );
}

function Change({
  title,
  before,
  after,
}: {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {title}
      </Text>
      {before === after ? <Text size="sm">Nothing.</Text> : <DiffLines lines={lineDiff(before, after)} />}
    </div>
  );
}

function words(name: string, description: string, text: string): string {
  return [`name: ${name}`, ...(description === '' ? [] : [`what it is for: ${description}`]), text].join(
    '\n',
  );
}
