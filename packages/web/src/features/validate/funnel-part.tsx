import type { FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { GroupedBars } from '../funnels/grouped-bars.tsx';
import { stepName } from '../funnels/step-name.ts';

interface Row {
  readonly number: number;
  readonly members: FunnelStep;
  readonly baseline: FunnelStep | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'step',
    header: 'Step',
    cell: ({ number, members }) => <bdi>{`${number}  ${stepName(members.event)}`}</bdi>,
  },
  { key: 'members', header: 'Members', isNumber: true, cell: ({ members }) => <Rate of={members.ofFirst} /> },
  {
    key: 'baseline',
    header: 'Baseline',
    isNumber: true,
    cell: ({ baseline }) => <Rate of={baseline?.ofFirst ?? null} />,
  },
];

/** The way to the goal from the last moment on, members beside the baseline. Nothing where no steps are named. */
export function FunnelPart({ answer }: { readonly answer: ValidationAnswer }) {
  const timeZone = useTimeZone();
  const { funnel, from } = answer;
  if (funnel === null) {
    return (
      <Panel title="The way to the goal">
        <Text size="sm" c="dimmed">
          Name steps on the way to the goal under “More options”, such as the pricing page before the upgrade:
          a funnel of members stands here beside the baseline’s.
        </Text>
      </Panel>
    );
  }
  const groups = [
    { name: 'Members', counts: funnel.members.steps.map(({ count }) => count) },
    { name: 'Baseline', counts: funnel.baseline.steps.map(({ count }) => count), isBaseline: true },
  ];
  const day = instantText(from, timeZone, 'day');
  return (
    <Panel title={`The way to the goal from ${day} on`}>
      <GroupedBars
        name="validation-funnel"
        groups={groups}
        answer={funnel.members}
        onSelect={() =>
          notifications.show({
            title: 'No list of people for this bar',
            message: `It is of those who were members on ${day}, and a cohort asks for membership as of now. The page Funnels opens the people of today’s members.`,
          })
        }
      />
      <DataTable
        label="Steps on the way to the goal"
        columns={COLUMNS}
        rows={funnel.members.steps.map((members, i) => ({
          number: i + 1,
          members,
          baseline: funnel.baseline.steps[i],
        }))}
        rowKey={({ number }) => String(number)}
      />
    </Panel>
  );
}
