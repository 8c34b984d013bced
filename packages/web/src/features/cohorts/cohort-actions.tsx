import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconQuestionMark,
  IconSend,
  IconTargetArrow,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useProject } from '../../api/use-project.ts';
import { ChangeItem } from '../../ui/change-button.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import type { CohortWhole } from './cohort-types.ts';
import { useArchive } from './use-archive.tsx';

export interface CohortActionsProps {
  readonly cohort: CohortWhole;
  readonly onWhy: () => void;
}

/** What can be done with a cohort as a whole. */
export function CohortActions({ cohort, onWhy }: CohortActionsProps) {
  const project = useProject();
  const navigate = useNavigate();
  const { archive, restore } = useArchive();
  const { name, archivedAt } = cohort;
  return (
    <>
      <Button size="xs" h={32} variant="default" leftSection={<IconQuestionMark size={14} />} onClick={onWhy}>
        Explain a member
      </Button>
      <ExportMenu<'cohort'>
        name={name}
        question={{ kind: 'cohort', show: 'members', cohort: name, limit: 10_000 }}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label="More">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconTargetArrow size={16} />}
            onClick={() =>
              void navigate({
                to: '/$project/validate',
                params: { project },
                search: { cohort: cohort.name } as never,
              })
            }
          >
            Validate it
          </Menu.Item>
          <ChangeItem
            leftSection={<IconSend size={16} />}
            onClick={() =>
              void navigate({
                to: '/$project/act/syncs/new',
                params: { project },
                search: { cohort: cohort.name },
              })
            }
          >
            Start a sync
          </ChangeItem>
          <Menu.Divider />
          {archivedAt === null ? (
            <ChangeItem leftSection={<IconArchive size={16} />} onClick={() => void archive(cohort)}>
              Archive
            </ChangeItem>
          ) : (
            <ChangeItem leftSection={<IconArchiveOff size={16} />} onClick={() => void restore(cohort)}>
              Bring back
            </ChangeItem>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
