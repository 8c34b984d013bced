import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useProject } from '../../api/use-project.ts';
import type { CohortSummary } from './cohort-types.ts';

const UNDO_MS = 10_000;

export interface Archive {
  /** Archives a cohort; for ten seconds it can be undone. */
  readonly archive: (cohort: { readonly id: string; readonly name: string }) => Promise<void>;
  /** Brings an archived one back. */
  readonly restore: (cohort: { readonly id: string; readonly name: string }) => Promise<void>;
}

/** Archives cohorts and brings them back. */
export function useArchive(): Archive {
  const project = useProject();
  const client = useQueryClient();
  const stale = () => client.invalidateQueries({ queryKey: ['cohorts', project] });
  /** The lists show it at once; what the server says follows. */
  const show = (id: string, archivedAt: number | null): void => {
    client.setQueriesData<{ readonly cohorts: readonly CohortSummary[] }>(
      { queryKey: ['cohorts', project, 'list'] },
      (list) =>
        list && { cohorts: list.cohorts.map((each) => (each.id === id ? { ...each, archivedAt } : each)) },
    );
  };
  const tell = (title: string, error: unknown): void => {
    notifications.show({ color: 'red', title, message: asProblem(error).message });
  };
  const restore: Archive['restore'] = async ({ id, name }) => {
    try {
      await found(api.PATCH('/api/v1/cohorts/{id}', { params: { path: { id } }, body: { archived: false } }));
      show(id, null);
      notifications.show({ message: `“${name}” is back.` });
      await stale();
    } catch (error) {
      tell('Not brought back', error);
    }
  };
  const archive: Archive['archive'] = async ({ id, name }) => {
    try {
      await found(api.DELETE('/api/v1/cohorts/{id}', { params: { path: { id } } }));
    } catch (error) {
      tell('Not archived', error);
      return;
    }
    show(id, Date.now());
    const notice = notifications.show({
      autoClose: UNDO_MS,
      withCloseButton: false,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" className="name">
            “{name}” is archived.
          </Text>
          <Button
            size="xs"
            variant="default"
            style={{ flex: 'none' }}
            onClick={() => {
              notifications.hide(notice);
              void restore({ id, name });
            }}
          >
            Undo
          </Button>
        </Group>
      ),
    });
    await stale();
  };
  return { archive, restore };
}
