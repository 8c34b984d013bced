import { SegmentedControl, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useProject } from '../../../api/use-project.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { quiet } from '../../../ui/quiet.ts';
import { useFollowing } from '../../../ui/use-following.ts';
import { population } from '../cohort-queries.ts';
import type { CohortWhole } from '../cohort-types.ts';
import type { Span } from '../search.ts';
import { PopulationChart } from './population-chart.tsx';
import { PopulationTable } from './population-table.tsx';

/** The whole history is replayed for it. */
const FOLLOW_MS = 10_000;

const SPANS = [
  { value: 'hour', label: 'Hour' },
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
];

export interface PopulationPanelProps {
  readonly cohort: CohortWhole;
  /** The latest that came or went while the page is open: the curve follows it. */
  readonly latest: unknown;
  readonly every: Span;
  readonly onEvery: (every: Span) => void;
}

/** How large the cohort was over time, and who came and went. */
export function PopulationPanel({ cohort, latest, every, onEvery }: PopulationPanelProps) {
  const project = useProject();
  const query = useQuery({
    ...population(project, cohort.id, cohort.version, every),
    placeholderData: keepPreviousData,
  });
  useFollowing(latest, () => query.refetch({ cancelRefetch: false }), FOLLOW_MS);
  return (
    <Panel
      title="Population over time"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="By"
          data={SPANS}
          value={every}
          onChange={(chosen) => onEvery(chosen as Span)}
        />
      }
    >
      <Loaded query={query.isPlaceholderData ? query : quiet(query)} skeleton={[300]}>
        {(data) => (
          <>
            <PopulationChart data={data} />
            <PopulationTable data={data} />
            <Text size="xs" c="dimmed" mt={8}>
              Replayed over the whole history with version {data.version}, as if it had always existed. Late
              events correct the past.
            </Text>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
