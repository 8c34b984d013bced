import type { Driver } from '@cusp/engine/analyse/drivers/result.ts';
import { Text } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { useQuestion } from '../../api/use-question.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countText, numberText, shareText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { nodeName } from './node-name.ts';

const COLUMNS: readonly Column<Driver>[] = [
  {
    key: 'event',
    header: 'Event in between',
    cell: ({ node }) => <bdi>{nodeName(node)}</bdi>,
    sortBy: ({ node }) => nodeName(node),
  },
  {
    key: 'phi',
    header: 'Effect (φ)',
    isNumber: true,
    cell: ({ phi }) => numberText(phi),
    sortBy: ({ phi }) => Math.abs(phi ?? 0),
  },
  {
    key: 'converters',
    header: 'Of those who converted',
    isNumber: true,
    cell: ({ converters }) => <Rate of={converters} showN={false} />,
    sortBy: ({ converters }) => converters.share ?? 0,
  },
  {
    key: 'droppers',
    header: 'Of the others',
    isNumber: true,
    cell: ({ droppers }) => <Rate of={droppers} showN={false} />,
    sortBy: ({ droppers }) => droppers.share ?? 0,
  },
  {
    key: 'difference',
    header: 'Difference (95% CI)',
    isNumber: true,
    cell: ({ difference: { estimate, low, high } }) =>
      `${shareText(estimate)} (${shareText(low)} to ${shareText(high)})`,
    sortBy: ({ difference }) => difference.estimate ?? 0,
  },
  {
    key: 'p',
    header: 'p, adjusted',
    isNumber: true,
    cell: ({ adjustedP, isSmall }) => `${pText(adjustedP)}${isSmall ? ' (few)' : ''}`,
    sortBy: ({ adjustedP }) => adjustedP ?? 1,
  },
];

/** Which events between the anchor and the goal tell those who converted from the rest. */
export function DriversPanel({ question }: { readonly question: QuestionOf<'drivers'> | undefined }) {
  const result = useQuestion<'drivers'>(question);
  if (question === undefined) {
    return (
      <EmptyState title="What do those do in between who go on to the goal?">
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
          <DataTable
            label="Conversion drivers"
            columns={COLUMNS}
            rows={answer.drivers}
            rowKey={({ node }) => nodeName(node)}
          />
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

function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
