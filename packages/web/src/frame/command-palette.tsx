import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconArrowRight, IconBookmark, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { cohortList } from '../api/cohorts.ts';
import { reportList } from '../api/reports.ts';
import { STEPS, TOOLS } from './places.ts';

const MOST_SHOWN = 12;

/** Opens with Ctrl K: goes to a page, a cohort, or a user by id. */
export function CommandPalette({ project }: { readonly project: string }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...cohortList(project), enabled: isOpen });
  const reports = useQuery({ ...reportList(project), enabled: isOpen });
  const places = [...STEPS, ...TOOLS].map(
    ({ to, label, question, icon: Icon, keys }): SpotlightActionData => ({
      id: to,
      label,
      description: question,
      leftSection: <Icon size={18} stroke={1.6} />,
      rightSection: keys,
      onClick: () => void navigate({ to, params: { project } }),
    }),
  );
  const cohorts = (data?.cohorts ?? []).map(
    ({ id, name }): SpotlightActionData => ({
      id: `cohort-${id}`,
      label: name,
      description: 'Cohort',
      leftSection: <IconUsersGroup size={18} stroke={1.6} />,
      onClick: () => void navigate({ to: '/$project/cohorts/$cohort', params: { project, cohort: id } }),
    }),
  );
  const saved = (reports.data?.reports ?? []).map(
    ({ id, name, kind, search: state }): SpotlightActionData => ({
      id: `report-${id}`,
      label: name,
      description: `Saved report · ${kind}`,
      leftSection: <IconBookmark size={18} stroke={1.6} />,
      onClick: () =>
        void navigate({
          to: `/$project/${kind}` as '/$project/funnels',
          params: { project },
          search: state as never,
        }),
    }),
  );
  const typed = query.trim();
  const search: SpotlightActionData[] =
    typed === ''
      ? []
      : [
          {
            id: 'search-users',
            label: `Search users for “${typed}”`,
            keywords: [typed],
            leftSection: <IconArrowRight size={18} stroke={1.6} />,
            onClick: () =>
              void navigate({ to: '/$project/users', params: { project }, search: { text: typed } }),
          },
        ];
  return (
    <Spotlight
      shortcut={['mod + K', '/']}
      actions={[...places, ...cohorts, ...saved, ...search]}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setQuery('')}
      limit={MOST_SHOWN}
      nothingFound="Nothing of that name"
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: 'Go to a page, a cohort, a user' }}
      highlightQuery
    />
  );
}
