import { Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useProject } from '../../../api/use-project.ts';
import { ChangeLink } from '../../../ui/change-button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import classes from './no-cohorts.module.css';

/** Before the first cohort: what one is, on an example. */
export function NoCohorts() {
  const project = useProject();
  return (
    <EmptyState
      title="Who has outgrown their plan?"
      action={
        <ChangeLink to="/$project/cohorts/new" params={{ project }} leftSection={<IconPlus size={16} />}>
          New cohort
        </ChangeLink>
      }
      example={
        <div className={classes.example}>
          <p>
            <b>Upgrade ready</b> · live · 412 members · 0.3 s
          </p>
          <p>users who</p>
          <p>did paywall_modal_viewed at least 3 times in the last 14 days</p>
          <p>and have plan = "free" and projects_created &gt; 4</p>
          <p>and not in cohort "contacted this month"</p>
        </div>
      }
    >
      <Text inherit>
        A cohort is one sentence about what people did and what they have. It is counted while you write it,
        and kept up to date by the second from then on: who comes in and who leaves, when, and why. Everything
        else builds on it: validation, segments, syncs and offers.
      </Text>
    </EmptyState>
  );
}
