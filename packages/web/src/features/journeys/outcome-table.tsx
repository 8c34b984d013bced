import type {
  FollowUp,
  JourneyPart,
  OutcomeRow,
  PassageEnd,
  WorkaroundRow,
} from '@cusp/engine/analyse/journeys/result.ts';
import { Button, Stack, Text } from '@mantine/core';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { counted, countText, elapsedText, shareText } from '../../ui/format.ts';
import { Rate } from '../../ui/rate.tsx';
import { nodeKey, nodeName } from './node-name.ts';
import { routeName } from './part-titles.ts';
import { TimesBars } from './times-bars.tsx';
import type { useOpenPart } from './use-open-part.ts';

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

const PASSAGE_ENDS = ['reached', 'left', 'open'] as const;
type PassageRow = PassageEnd & { readonly end: (typeof PASSAGE_ENDS)[number] };
const PASSAGE_WORDS: Readonly<Record<PassageRow['end'], string>> = {
  reached: 'Got to the end',
  left: 'Did not get to the end',
  open: 'Still may',
};
const PASSAGE: readonly Column<PassageRow>[] = [
  { key: 'end', header: 'On the way to the end', cell: ({ end }) => PASSAGE_WORDS[end] },
  { key: 'anchors', header: 'Times', isNumber: true, cell: ({ anchors }) => countText(anchors) },
  { key: 'units', header: 'Who', isNumber: true, cell: ({ units }) => countText(units) },
];

export interface OutcomeTableProps {
  readonly part: JourneyPart;
  readonly unit: 'user' | 'account';
  /** Opens the people of one of its numbers. */
  readonly openPart: ReturnType<typeof useOpenPart>;
}

/** What became of the anchors right after, and how many came back later. */
export function OutcomeTable({ part, unit, openPart }: OutcomeTableProps) {
  const { outcomes, returns, workarounds, goal, passage } = part;
  return (
    <Stack gap="lg">
      <DataTable
        label="What became of the anchors"
        columns={goal === null ? OUTCOMES : [...OUTCOMES, CONVERTED]}
        rows={outcomes}
        rowKey={({ outcome }) => outcome}
        onOpen={({ outcome }) => openPart(WORDS[outcome], { kind: 'outcome', outcome })}
      />
      <Text size="sm">
        <Rate of={returns.anchors} /> returned within {elapsedText(returns.withinMs)}, half of them within{' '}
        {elapsedText(returns.medianMs)}, nine in ten within {elapsedText(returns.p90Ms)}.
        {returns.open > 0 && ` ${countText(returns.open)} still have time to.`}
        {returns.withoutProperty > 0 &&
          ` ${countText(returns.withoutProperty)} have no value to come back to.`}
      </Text>
      {returns.anchors.count > 0 && (
        <TimesBars
          name="returns"
          of="Time until they came back"
          distribution={returns.distribution}
          onOpen={(bucket) =>
            openPart(`Came back ${bucketName(returns.distribution, bucket)}`, { kind: 'returned', bucket })
          }
        />
      )}
      {goal !== null && (
        <Text size="sm">
          <Rate of={goal.units} /> of them got to the goal within {elapsedText(goal.withinMs)}, half of those
          within {elapsedText(goal.medianMs)}.{' '}
          {goal.units.count > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => openPart('Got to the goal', { kind: 'converted' })}
            >
              Show {counted(goal.units.count, unit)}
            </Button>
          )}
        </Text>
      )}
      {workarounds !== null && workarounds.length > 0 && (
        <DataTable
          label="Workarounds"
          columns={WORKAROUNDS}
          rows={workarounds}
          rowKey={({ node }) => nodeName(node)}
          onOpen={({ node }) => openPart(`Workaround: ${nodeName(node)}`, { kind: 'workaround', node })}
        />
      )}
      {passage !== null && (
        <DataTable
          label="Whether they got to the end"
          columns={PASSAGE}
          rows={PASSAGE_ENDS.map((end) => ({ end, ...passage[end] }))}
          rowKey={({ end }) => end}
          onOpen={({ end }) => openPart(PASSAGE_WORDS[end], { kind: 'passage', end })}
        />
      )}
      {passage !== null && passage.routes.length > 0 && (
        <DataTable
          label="Ways to the end"
          columns={[
            {
              key: 'route',
              header: 'Way',
              cell: ({ nodes, goesOn }) => <bdi>{routeName({ nodes, goesOn })}</bdi>,
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
          rowKey={({ nodes, goesOn }) => `${nodes.map(nodeKey).join('>')}${goesOn}`}
          onOpen={({ nodes, goesOn }) =>
            openPart(routeName({ nodes, goesOn }), { kind: 'route', nodes, goesOn })
          }
        />
      )}
    </Stack>
  );
}

/** The times of one bar in words. */
function bucketName(distribution: FollowUp['distribution'], bucket: number): string {
  const upTo = `within ${elapsedText(distribution[bucket]?.upToMs)}`;
  const before = distribution[bucket - 1];
  return before === undefined ? upTo : `${upTo}, after more than ${elapsedText(before.upToMs)}`;
}
