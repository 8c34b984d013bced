import type { FunnelAnswer, FunnelSegment } from '@cusp/engine/analyse/funnel/result.ts';
import { Text } from '@mantine/core';
import type { QuestionOf } from '../../api/questions.ts';
import { differenceText, evidenceText, ratioText } from '../../ui/comparison-text.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { countText, elapsedText } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rate } from '../../ui/rate.tsx';
import { GroupedBars } from './grouped-bars.tsx';
import { useOpenBar } from './use-open-bar.ts';

const COLUMNS: readonly Column<FunnelSegment>[] = [
  { key: 'name', header: 'Segment', cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'began', header: 'Began', isNumber: true, cell: ({ counts }) => countText(counts[0]) },
  { key: 'converted', header: 'Converted', isNumber: true, cell: ({ converted }) => <Rate of={converted} /> },
  { key: 'median', header: 'Median time', isNumber: true, cell: ({ medianMs }) => elapsedText(medianMs) },
  {
    key: 'difference',
    header: 'Against the first (95% CI)',
    cell: ({ comparison }) => (comparison ? differenceText(comparison.difference) : '–'),
  },
  {
    key: 'ratio',
    header: 'Times as often (95% CI)',
    cell: ({ comparison }) => (comparison ? ratioText(comparison.ratio) : '–'),
  },
  {
    key: 'test',
    header: 'Evidence',
    cell: ({ comparison }) => (comparison ? evidenceText(comparison) : '–'),
  },
];

export interface SegmentPanelsProps {
  readonly answer: FunnelAnswer;
  readonly question: QuestionOf<'funnel'>;
}

/** The segments side by side, each against the first. A bar or a row opens the people. */
export function SegmentPanels({ answer, question }: SegmentPanelsProps) {
  const openBar = useOpenBar(question, answer.asOf);
  const { segments, steps } = answer;
  if (segments === undefined) return null;
  const { rows, notCompared } = segments;
  return (
    <>
      <Panel title="Segments">
        <GroupedBars
          name="funnel-segments"
          groups={rows}
          answer={answer}
          onSelect={({ name }, step) => openBar(step, 'converted', { name, segment: name })}
        />
      </Panel>
      <Panel title="Segments compared">
        <DataTable
          label="Segments compared"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ name }) => name}
          onOpen={({ name }) => openBar(steps.length, 'converted', { name, segment: name })}
        />
        {rows.length > 1 && (
          <Text size="xs" c="dimmed" mt={8}>
            {notCompared ??
              `Each against ${rows[0]?.name}: ${rows.find(({ comparison }) => comparison !== null)?.comparison?.test ?? ''}, p-values after Holm for ${rows.length - 1} comparison${rows.length === 2 ? '' : 's'}; Newcombe's interval of the difference, Koopman's of the ratio.`}
          </Text>
        )}
      </Panel>
    </>
  );
}
