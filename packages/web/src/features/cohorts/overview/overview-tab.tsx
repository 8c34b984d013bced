import { Stack } from '@mantine/core';
import { Columns } from '../../../ui/columns.tsx';
import type { CohortWhole } from '../cohort-types.ts';
import type { Span } from '../search.ts';
import { DefinitionPanel } from './definition-panel.tsx';
import { PopulationPanel } from './population-panel.tsx';
import { TransitionsPanel } from './transitions-panel.tsx';
import type { LiveCohort } from './use-live-cohort.ts';

export interface OverviewTabProps {
  readonly cohort: CohortWhole;
  readonly live: LiveCohort;
  readonly every: Span;
  readonly onEvery: (every: Span) => void;
  readonly onWhy: (id: string) => void;
}

/** How large the cohort is and was, who comes and goes, and what it says. */
export function OverviewTab({ cohort, live, every, onEvery, onWhy }: OverviewTabProps) {
  return (
    <Columns>
      <PopulationPanel cohort={cohort} latest={live.fresh[0]?.ordinal} every={every} onEvery={onEvery} />
      <Stack gap="md" miw={0}>
        <DefinitionPanel cohort={cohort} />
        <TransitionsPanel cohort={cohort} live={live} onWhy={onWhy} />
      </Stack>
    </Columns>
  );
}
