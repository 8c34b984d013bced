import type { JourneyPart, OutcomeRow, WorkaroundRow } from '@cusp/engine/analyse/journeys/result.ts';
import { Stack, Text } from '@mantine/core';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText, shareText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { nodeName } from './node-name.ts';

const WORDS: Readonly<Record<OutcomeRow['outcome'], string>> = {
  returned: 'Came back to it',
  workaround: 'Tried a workaround',
  'something-else': 'Did something else',
  left: 'Left',
  open: 'Not over yet',
};

const OUTCOMES: readonly Column<OutcomeRow>[] = [
  { key: 'outcome', header: 'Right after', cell: ({ outcome }) => WORDS[outcome] },
  {
    key: 'share',
    header: 'Share',
    isNumber: true,
    cell: ({ share }) => shareText(share),
    sortBy: ({ share }) => share,
  },
  {
    key: 'anchors',
    header: 'Times',
    isNumber: true,
    cell: ({ anchors }) => countText(anchors),
    sortBy: ({ anchors }) => anchors,
  },
  {
    key: 'units',
    header: 'Who',
    isNumber: true,
    cell: ({ units }) => countText(units),
    sortBy: ({ units }) => units,
  },
];
const CONVERTED: Column<OutcomeRow> = {
  key: 'conversion',
  header: 'Got to the goal',
  isNumber: true,
  cell: ({ conversion }) => <Rate of={conversion} />,
};
const WORKAROUNDS: readonly Column<WorkaroundRow>[] = [
  { key: 'node', header: 'Workaround', cell: ({ node }) => <bdi>{nodeName(node)}</bdi> },
  { key: 'share', header: 'Share', isNumber: true, cell: ({ share }) => shareText(share) },
  { key: 'units', header: 'Who', isNumber: true, cell: ({ units }) => countText(units) },
  { key: 'median', header: 'Median time', isNumber: true, cell: ({ medianMs }) => elapsedText(medianMs) },
];

/** What became of the anchors right after, and how many came back later. */
export function OutcomeTable({ part }: { readonly part: JourneyPart }) {
  const { outcomes, returns, workarounds, goal, passage } = part;
  return (
    <Stack gap="lg">
      <DataTable
        label="What became of the anchors"
        columns={goal === null ? OUTCOMES : [...OUTCOMES, CONVERTED]}
        rows={outcomes}
        rowKey={({ outcome }) => outcome}
      />
      <Text size="sm">
        <Rate of={returns.anchors} /> returned within {elapsedText(returns.withinMs)}, half of them within{' '}
        {elapsedText(returns.medianMs)}, nine in ten within {elapsedText(returns.p90Ms)}.
        {returns.open > 0 && ` ${countText(returns.open)} still have time to.`}
        {returns.withoutProperty > 0 &&
          ` ${countText(returns.withoutProperty)} have no value to come back to.`}
      </Text>
      {goal !== null && (
        <Text size="sm">
          <Rate of={goal.units} /> of them got to the goal within {elapsedText(goal.withinMs)}, half of those
          within {elapsedText(goal.medianMs)}.
        </Text>
      )}
      {workarounds !== null && workarounds.length > 0 && (
        <DataTable
          label="Workarounds"
          columns={WORKAROUNDS}
          rows={workarounds}
          rowKey={({ node }) => nodeName(node)}
        />
      )}
      {passage !== null && passage.routes.length > 0 && (
        <DataTable
          label="Ways to the end"
          columns={[
            {
              key: 'route',
              header: 'Way',
              cell: ({ nodes, goesOn }) => (
                <bdi>{[...nodes.map(nodeName), ...(goesOn ? ['…'] : [])].join(' → ') || 'straight'}</bdi>
              ),
            },
            { key: 'anchors', header: 'Times', isNumber: true, cell: ({ anchors }) => countText(anchors) },
            { key: 'reached', header: 'Reached', isNumber: true, cell: ({ reached }) => countText(reached) },
            {
              key: 'median',
              header: 'Median',
              isNumber: true,
              cell: ({ medianMs }) => elapsedText(medianMs),
            },
          ]}
          rows={passage.routes}
          rowKey={({ nodes, goesOn }) => `${nodes.map(nodeName).join('>')}${goesOn}`}
        />
      )}
    </Stack>
  );
}
