import { Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useProject } from '../api/use-project.ts';
import { everyCohort, syncList } from '../features/cohorts/cohort-queries.ts';
import { CohortTable } from '../features/cohorts/list/cohort-table.tsx';
import { CohortsLine } from '../features/cohorts/list/cohorts-line.tsx';
import { NoCohorts } from '../features/cohorts/list/no-cohorts.tsx';
import { answerLine } from '../ui/answer-line.ts';
import { ChangeLink } from '../ui/change-button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { quiet } from '../ui/quiet.ts';

const REFRESH_MS = 10_000;

/** Who is ready? */
export function CohortsPage() {
  const project = useProject();
  const { text = '', archived = false } = useSearch({ from: '/$project/cohorts' });
  const navigate = useNavigate({ from: '/$project/cohorts' });
  const list = useQuery({ ...everyCohort(project, archived), refetchInterval: REFRESH_MS });
  const syncs = useQuery(syncList(project));
  const needle = text.toLowerCase();
  const fits = (of: { name: string; description: string; text: string }): boolean =>
    [of.name, of.description, of.text].some((each) => each.toLowerCase().includes(needle));
  const all = list.data?.cohorts;
  return (
    <Page
      title="Cohorts"
      actions={
        // Without a cohort the page itself has it.
        all?.length === 0 ? undefined : (
          <ChangeLink to="/$project/cohorts/new" params={{ project }} leftSection={<IconPlus size={16} />}>
            New cohort
          </ChangeLink>
        )
      }
      controls={
        <>
          <TextInput
            size="xs"
            w={260}
            aria-label="Search cohorts"
            placeholder="Name, purpose or condition"
            leftSection={<IconSearch size={14} />}
            value={text}
            onChange={({ currentTarget }) =>
              void navigate({
                search: (now) => ({ ...now, text: currentTarget.value || undefined }),
                replace: true,
              })
            }
          />
          <Switch
            size="xs"
            label="Archived ones too"
            checked={archived}
            onChange={({ currentTarget }) =>
              void navigate({
                search: (now) => ({ ...now, archived: currentTarget.checked || undefined }),
                replace: true,
              })
            }
          />
        </>
      }
      answer={answerLine(list, all?.length !== 0, ({ cohorts }) => <CohortsLine cohorts={cohorts} />)}
    >
      <Loaded query={quiet(list)} skeleton={[320]}>
        {({ cohorts }) =>
          cohorts.length === 0 ? (
            <NoCohorts />
          ) : cohorts.some(fits) ? (
            <CohortTable cohorts={cohorts.filter(fits)} syncs={syncs.data?.syncs ?? []} />
          ) : (
            <Text c="dimmed">
              No cohort has “<bdi>{text}</bdi>” in its name, its purpose or its conditions.
            </Text>
          )
        }
      </Loaded>
    </Page>
  );
}
