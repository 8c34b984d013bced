import { Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { SyncWhole } from '../../api/syncs.ts';
import { useProject } from '../../api/use-project.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Figures } from '../../ui/figures.tsx';
import { countText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { When } from '../../ui/when.tsx';

/** What the last look into the audience found beside what was sent, and a look now. */
export function DriftPanel({ sync }: { readonly sync: SyncWhole }) {
  const project = useProject();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => found(api.POST('/api/v1/syncs/{id}/check', { params: { path: { id: sync.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['syncs', project, sync.id] }),
  });
  const { drift } = sync;
  return (
    <Panel
      title="Drift"
      actions={
        <ChangeButton
          size="compact-sm"
          variant="default"
          loading={look.isPending}
          onClick={() => look.mutate()}
        >
          Look now
        </ChangeButton>
      }
    >
      <Stack gap="md">
        {look.error !== null && (
          <ProblemNotice error={look.error} safe="What was sent before is not touched." />
        )}
        {drift === null ? (
          <Text size="sm" c="dimmed">
            Nobody has looked into the audience yet. It is done once a day by itself, where the destination
            tells who is in.
          </Text>
        ) : (
          <>
            <Figures
              figures={[
                ['Found there', countText(drift.there)],
                ['Missing', countText(drift.missing)],
                ['Put in by others', countText(drift.extra)],
                ['Looked', <When key="at" at={drift.checkedAt} />],
              ]}
            />
            {drift.failed !== null && (
              <Text size="sm" c="var(--cusp-stale)">
                The last look came to no end: {drift.failed.message}
              </Text>
            )}
            {drift.missingNames.length > 0 && (
              <Text size="sm" className="name">
                Missing, and put in again: <bdi>{drift.missingNames.slice(0, 10).join(', ')}</bdi>
              </Text>
            )}
            {drift.extraAddresses.length > 0 && (
              <Text size="sm" className="name">
                There by somebody else: <bdi>{drift.extraAddresses.slice(0, 10).join(', ')}</bdi>
              </Text>
            )}
          </>
        )}
      </Stack>
    </Panel>
  );
}
