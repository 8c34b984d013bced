import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useProject } from '../../../api/use-project.ts';
import { Columns } from '../../../ui/columns.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { quiet } from '../../../ui/quiet.ts';
import { versionDiff, versions } from '../cohort-queries.ts';
import type { CohortWhole } from '../cohort-types.ts';
import { DiffView } from './diff-view.tsx';
import { VersionList } from './version-list.tsx';

export interface HistoryTabProps {
  readonly cohort: CohortWhole;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly onCompare: (before: number, after: number) => void;
}

/** Every version, what two of them differ in, and the way back. */
export function HistoryTab({ cohort, before, after, onCompare }: HistoryTabProps) {
  const project = useProject();
  const query = useQuery(versions(project, cohort.id));
  return (
    <Loaded query={quiet(query)} skeleton={[[180, 320]]}>
      {({ versions: all }) => {
        const newest = all[0]?.version ?? cohort.version;
        const to = after ?? newest;
        const from = before ?? all.find(({ version }) => version < to)?.version ?? to;
        return (
          <Columns>
            <Panel title={all.length < 2 ? 'Difference' : `From version ${from} to version ${to}`}>
              {all.length < 2 ? (
                <Text size="sm" c="dimmed">
                  There is one version so far. As soon as the definition is changed, what changed and whom it
                  moved is shown here, and every version can be brought back.
                </Text>
              ) : (
                <Difference cohort={cohort} from={from} to={to} />
              )}
            </Panel>
            <Stack gap="md" miw={0}>
              <VersionList cohort={cohort} versions={all} from={from} to={to} onCompare={onCompare} />
            </Stack>
          </Columns>
        );
      }}
    </Loaded>
  );
}

function Difference({
  cohort,
  from,
  to,
}: {
  readonly cohort: CohortWhole;
  readonly from: number;
  readonly to: number;
}) {
  const query = useQuery(versionDiff(useProject(), cohort.id, from, to));
  return (
    <Loaded query={query} skeleton={[200]}>
      {(diff) => <DiffView diff={diff} unit={cohort.unit} />}
    </Loaded>
  );
}
