import { Text } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { useQuestion } from '../../api/use-question.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DriversExample } from './drivers-example.tsx';
import { DriversTable } from './drivers-table.tsx';

/** Which events between the anchor and the goal tell those who converted from the rest. */
export function DriversPanel({ question }: { readonly question: QuestionOf<'drivers'> | undefined }) {
  const result = useQuestion<'drivers'>(question);
  if (question === undefined) {
    return (
      <EmptyState title="What do those do in between who go on to the goal?" example={<DriversExample />}>
        Choose the anchor and the goal above: each event in between is compared among those who got there and
        those who did not, with an interval, and corrected for how many are tested.
      </EmptyState>
    );
  }
  return (
    <Loaded query={result}>
      {({ answer }) => (
        <Panel title="What tells those who converted from the rest">
          <Text size="sm" mb="sm">
            {countText(answer.converted)} of {countText(answer.starters)} converted, {countText(answer.open)}{' '}
            still may. {countText(answer.tested)} events were tested ({answer.test}, adjusted after{' '}
            {answer.adjustment}); {countText(answer.rare)} were too rare.
          </Text>
          <DriversTable drivers={answer.drivers} />
          {answer.notes.map((note) => (
            <Text key={note} size="sm" c="dimmed" mt="sm">
              {note}
            </Text>
          ))}
        </Panel>
      )}
    </Loaded>
  );
}
