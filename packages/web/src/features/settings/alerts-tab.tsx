import { Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../api/use-project.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ReceiverForm } from './receiver-form.tsx';
import { ReceiverTable } from './receiver-table.tsx';
import { receiverList } from './receivers.ts';

/** Who is told when a sync is parked, late or drifting, or a live cohort is held up. */
export function AlertsTab() {
  const receivers = useQuery(receiverList(useProject()));
  return (
    <Stack gap="lg">
      <Panel title="Tell somebody">
        <ReceiverForm />
      </Panel>
      <Panel title="Who is told">
        <Loaded query={receivers} skeleton={[100]}>
          {({ receivers: all }) =>
            all.length === 0 ? (
              <Text size="sm" c="dimmed">
                Nobody is told. Trouble shows on the page Home and in <Code>cusp status</Code>.
              </Text>
            ) : (
              <ReceiverTable receivers={all} />
            )
          }
        </Loaded>
      </Panel>
    </Stack>
  );
}
