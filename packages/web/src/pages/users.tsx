import type { Match } from '@cusp/engine/analyse/lookup/result.ts';
import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useProject } from '../api/use-project.ts';
import { useQuestion } from '../api/use-question.ts';
import { StartButtons } from '../features/data/start-buttons.tsx';
import type { UsersSearch } from '../features/users/search.ts';
import { SearchProperty } from '../features/users/search-property.tsx';
import { searchQuestion } from '../features/users/search-question.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { counted } from '../ui/format.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { proseName } from '../ui/prose-name.ts';
import { When } from '../ui/when.tsx';

const TYPING_MS = 180;

const MATCHED: Readonly<Record<Match['matched'], string>> = {
  id: 'the id',
  alias: 'an earlier id',
  device: 'a device',
  prefix: 'the beginning of the id',
  email: 'the email address',
  property: 'the property',
  recent: 'seen lately',
};

const FOUND_BY: Column<Match> = {
  key: 'matched',
  header: 'Found by',
  cell: ({ matched }) => MATCHED[matched],
};

const COLUMNS: readonly Column<Match>[] = [
  { key: 'id', header: 'Who', cell: ({ id }) => <bdi>{id}</bdi>, sortBy: ({ id }) => id },
  {
    key: 'first',
    header: 'First seen',
    isNumber: true,
    cell: ({ firstSeen }) => <When at={firstSeen} />,
    sortBy: ({ firstSeen }) => firstSeen,
  },
  {
    key: 'last',
    header: 'Last seen',
    isNumber: true,
    cell: ({ lastSeen }) => <When at={lastSeen} />,
    sortBy: ({ lastSeen }) => lastSeen,
  },
];

/** Who is this? Search by id, device, email address or a property. */
export function UsersPage() {
  const project = useProject();
  const search = useSearch({ from: '/$project/users' });
  const navigate = useNavigate({ from: '/$project/users' });
  const open = useNavigate();
  const unit = search.unit ?? 'user';
  const [typed, setTyped] = useState(search.text ?? '');
  const change = (part: Partial<Record<keyof UsersSearch, string | undefined>>): void => {
    void navigate({ search: (now) => ({ ...now, ...part }) as UsersSearch, replace: true });
  };
  const changeText = useDebouncedCallback(
    (text: string) => change({ text: text.trim() || undefined }),
    TYPING_MS,
  );
  const result = useQuestion<'lookup'>(searchQuestion(search));
  const answer = result.data?.answer;
  const found = answer?.of === 'search' ? answer : undefined;
  return (
    <Page
      title={unit === 'user' ? 'Users' : 'Accounts'}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label="What to search"
            value={unit}
            data={[
              { value: 'user', label: 'Users' },
              { value: 'account', label: 'Accounts' },
            ]}
            onChange={(value) =>
              change({ unit: value === 'account' ? value : undefined, property: undefined })
            }
          />
          <TextInput
            size="xs"
            w={320}
            aria-label="Search"
            placeholder={unit === 'user' ? 'Id, device or email address' : 'Name of the account'}
            leftSection={<IconSearch size={14} />}
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              changeText(currentTarget.value);
            }}
          />
          <SearchProperty unit={unit} value={search.property} onChange={(property) => change({ property })} />
        </>
      }
      answer={
        found
          ? searchAnswer(search.text, unit, found.matches.length, found.hasMore)
          : result.isPending
            ? null
            : undefined
      }
    >
      <Loaded query={result} skeleton={[560]}>
        {({ answer: { of, ...rest } }) => {
          const matches = of === 'search' && 'matches' in rest ? rest.matches : [];
          if (matches.length === 0 && search.text === undefined) {
            return (
              <EmptyState title={`The ${unit}s who were seen lately stand here`} action={<StartButtons />}>
                None was seen yet: they come with the events that your product sends, or with a file.
              </EmptyState>
            );
          }
          return (
            <Panel>
              <DataTable
                label={`${unit}s found`}
                columns={search.text === undefined ? COLUMNS : COLUMNS.toSpliced(1, 0, FOUND_BY)}
                rows={matches}
                rowKey={({ id }) => id}
                onOpen={({ id }) =>
                  void (unit === 'user'
                    ? open({ to: '/$project/users/$user', params: { project, user: id } })
                    : open({ to: '/$project/accounts/$account', params: { project, account: id } }))
                }
              />
            </Panel>
          );
        }}
      </Loaded>
    </Page>
  );
}

function searchAnswer(text: string | undefined, unit: string, count: number, hasMore: boolean): string {
  if (text === undefined)
    return count === 0 ? `No ${unit} was seen yet.` : `The ${unit}s who were seen last.`;
  if (count === 0)
    return `No ${unit} is known by “${proseName(text)}”. An id is searched by its beginning, an email address whole.`;
  return `${hasMore ? 'More than ' : ''}${counted(count, unit)} found${hasMore ? ': type more to narrow it' : ''}.`;
}
