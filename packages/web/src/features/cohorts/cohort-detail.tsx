import { Tabs, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useProject } from '../../api/use-project.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TabList } from '../../ui/tab-list.tsx';
import { CohortActions } from './cohort-actions.tsx';
import { CohortLine } from './cohort-line.tsx';
import { CohortMeta } from './cohort-meta.tsx';
import type { CohortWhole } from './cohort-types.ts';
import { draftKey, readDraft } from './draft/stored-draft.ts';
import { HistoryTab } from './history/history-tab.tsx';
import { BuildingBar } from './overview/building-bar.tsx';
import { OverviewTab } from './overview/overview-tab.tsx';
import { useLiveCohort } from './overview/use-live-cohort.ts';
import type { CohortSearch, CohortTab } from './search.ts';
import { WhyPanel } from './why/why-panel.tsx';

const EditTab = lazy(() => import('./editor/edit-tab.tsx').then((m) => ({ default: m.EditTab })));
const MembersTab = lazy(() => import('./members/members-tab.tsx').then((m) => ({ default: m.MembersTab })));

export interface CohortDetailProps {
  readonly cohort: CohortWhole;
  readonly query: UseQueryResult<CohortWhole>;
}

/** The page of a cohort; which part is open stands in the address. */
export function CohortDetail({ cohort, query }: CohortDetailProps) {
  const project = useProject();
  const search = useSearch({ from: '/$project/cohorts/$cohort' });
  const navigate = useNavigate({ from: '/$project/cohorts/$cohort' });
  const live = useLiveCohort(project, cohort);
  const { tab = 'overview', every = 'day', view = 'builder', why } = search;
  const change = (part: Partial<CohortSearch>): void => {
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  };
  const ask = (id: string | undefined): void => change({ why: id });
  const isUnsaved = readDraft(draftKey(project, cohort.id)) !== undefined;
  return (
    <Page
      title={cohort.name}
      meta={<CohortMeta cohort={cohort} />}
      actions={<CohortActions cohort={cohort} onWhy={() => ask('')} />}
      answer={<CohortLine cohort={cohort} />}
    >
      {query.error !== null && (
        <ProblemNotice
          error={query.error}
          safe="What is shown is as it was last told."
          onRetry={() => void query.refetch()}
        />
      )}
      {cohort.live.state === 'stopped' && (
        <ProblemNotice
          error={new Error(cohort.live.error ?? 'see the log of the server')}
          safe="It is tried again by itself; what is recorded is kept."
        />
      )}
      <BuildingBar cohort={cohort} />
      <Tabs
        value={tab}
        onChange={(chosen) =>
          void navigate({ search: (now) => ({ ...now, tab: (chosen ?? 'overview') as CohortTab }) })
        }
        keepMounted={false}
      >
        <TabList active={tab} mb="md">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          <Tabs.Tab value="definition">
            Definition
            {isUnsaved && tab !== 'definition' && (
              <Text span size="xs" c="dimmed">
                {' '}
                (changes not saved)
              </Text>
            )}
          </Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </TabList>
        <Tabs.Panel value="overview">
          <OverviewTab
            cohort={cohort}
            live={live}
            every={every}
            onEvery={(chosen) => change({ every: chosen })}
            onWhy={ask}
          />
        </Tabs.Panel>
        <Suspense>
          <Tabs.Panel value="members">
            <MembersTab
              cohort={cohort}
              choice={{ text: search.text ?? '', columns: search.columns ?? [], having: search.having ?? [] }}
              onChoice={change}
              onWhy={ask}
            />
          </Tabs.Panel>
          <Tabs.Panel value="definition">
            <EditTab cohort={cohort} view={view} onView={(chosen) => change({ view: chosen })} />
          </Tabs.Panel>
        </Suspense>
        <Tabs.Panel value="history">
          <HistoryTab
            cohort={cohort}
            before={search.before}
            after={search.after}
            onCompare={(before, after) => change({ before, after })}
          />
        </Tabs.Panel>
      </Tabs>
      <WhyPanel cohort={cohort} id={why} onAsk={ask} />
    </Page>
  );
}
