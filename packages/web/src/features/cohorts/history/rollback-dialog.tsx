import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../../api/client.ts';
import { useProject } from '../../../api/use-project.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { versionDiff } from '../cohort-queries.ts';
import type { CohortVersion, CohortWhole } from '../cohort-types.ts';
import { DiffView } from './diff-view.tsx';

export interface RollbackDialogProps {
  readonly cohort: CohortWhole;
  readonly to: CohortVersion | undefined;
  readonly onClose: () => void;
}

/** Goes back to an earlier definition, after it is shown what that does. */
export function RollbackDialog({ cohort, to, onClose }: RollbackDialogProps) {
  return (
    <Modal
      opened={to !== undefined}
      onClose={onClose}
      size="lg"
      title={`Go back to version ${to?.version ?? ''}`}
    >
      {to !== undefined && <Rollback cohort={cohort} to={to} onClose={onClose} />}
    </Modal>
  );
}

function Rollback({ cohort, to, onClose }: RollbackDialogProps & { readonly to: CohortVersion }) {
  const project = useProject();
  const client = useQueryClient();
  const { id } = cohort;
  const diff = useQuery(versionDiff(project, id, cohort.version, to.version));
  const back = useMutation({
    mutationFn: () =>
      found(
        api.POST('/api/v1/cohorts/{id}/rollback', {
          params: { path: { id } },
          body: { version: to.version },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['cohorts', project] });
      notifications.show({ message: `What version ${to.version} said is the next version.` });
      onClose();
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">
        Its definition becomes a new version: nothing of the history is lost. It is built beside the one in
        force, and takes its place all at once when it is done. Members that differ enter or exit then, and
        syncs and plays act on them.
      </Text>
      <Loaded query={diff} skeleton={[120]}>
        {(found) => <DiffView diff={found} unit={cohort.unit} />}
      </Loaded>
      {back.error !== null && <ProblemNotice error={back.error} safe="Nothing was changed." />}
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onClose}>
          Stay with version {cohort.version}
        </Button>
        <Button loading={back.isPending} onClick={() => back.mutate()}>
          Go back to version {to.version}
        </Button>
      </Group>
    </Stack>
  );
}
