import type { FunnelStep } from '@cusp/engine/analyse/funnel/result.ts';
import type { ValidationAnswer } from '@cusp/engine/analyse/validation/result.ts';
import { Text } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { GroupedBars } from '../funnels/grouped-bars.tsx';
import { StepLabel } from '../funnels/step-label.tsx';
import { useOpenBar } from '../funnels/use-open-bar.ts';
import { type FunnelSide, sideFunnel } from './funnel-question.ts';

interface Row {
  readonly number: number;
  readonly members: FunnelStep;
  readonly baseline: FunnelStep | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'step',
    header: 'Step',
    cell: ({ number, members }) => <StepLabel number={number} event={members.event} />,
  },
  { key: 'members', header: 'Members', isNumber: true, cell: ({ members }) => <Rate of={members.ofFirst} /> },
  {
    key: 'baseline',
    header: 'Baseline',
    isNumber: true,
    cell: ({ baseline }) => <Rate of={baseline?.ofFirst ?? null} />,
  },
];

export interface FunnelPartProps {
  readonly answer: ValidationAnswer;
  readonly question: QuestionOf<'validation'>;
}

/** The way to the goal from the last moment on, members beside the baseline; a bar opens the people. Nothing where no steps are named. */
export function FunnelPart({ answer, question }: FunnelPartProps) {
  const timeZone = useTimeZone();
  const { funnel, from, asOf } = answer;
  const open = {
    members: useOpenBar(sideFunnel(question, 'members', answer), asOf),
    baseline: useOpenBar(sideFunnel(question, 'baseline', answer), asOf),
  };
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
    { name: 'Members', side: 'members' as const, counts: funnel.members.steps.map(({ count }) => count) },
    {
      name: 'Baseline',
      side: 'baseline' as const,
      counts: funnel.baseline.steps.map(({ count }) => count),
      isBaseline: true,
    },
  ];
  const day = instantText(from, timeZone, 'day');
  const openSide = (side: FunnelSide, step: number): void =>
    open[side](step, 'converted', { name: `${side} on ${day}` });
  return (
    <Panel title={`The way to the goal from ${day} on`}>
      <GroupedBars
        name="validation-funnel"
        groups={groups}
        answer={funnel.members}
        onSelect={({ side }, step) => openSide(side, step)}
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
        onOpen={({ number }) => openSide('members', number)}
      />
    </Panel>
  );
}
