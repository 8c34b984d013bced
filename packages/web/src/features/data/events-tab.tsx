import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { eventNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { When } from '../../ui/when.tsx';
import { ExampleEvents } from './example-events.tsx';
import { SampledNote } from './sampled-note.tsx';
import { StartButtons } from './start-buttons.tsx';

export interface EventEntry {
  readonly name: string;
  readonly count: number;
  readonly users: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export const EVENT_COLUMNS: readonly Column<EventEntry>[] = [
  { key: 'name', header: 'Event', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  {
    key: 'count',
    header: 'Times',
    isNumber: true,
    cell: ({ count }) => countText(count),
    sortBy: ({ count }) => count,
  },
  {
    key: 'users',
    header: 'Users',
    isNumber: true,
    cell: ({ users }) => countText(users),
    sortBy: ({ users }) => users,
  },
  {
    key: 'first',
    header: 'First',
    isNumber: true,
    cell: ({ firstSeen }) => <When at={firstSeen} />,
    sortBy: ({ firstSeen }) => firstSeen,
  },
  {
    key: 'last',
    header: 'Last',
    isNumber: true,
    cell: ({ lastSeen }) => <When at={lastSeen} />,
    sortBy: ({ lastSeen }) => lastSeen,
  },
];

/** The names of events that came in. A row leads to what its events carry. */
export function EventsTab() {
  const project = useProject();
  const navigate = useNavigate({ from: '/$project/data' });
  const names = useQuery(eventNames(project));
  const [text, setText] = useState('');
  const needle = useDeferredValue(text.trim().toLowerCase());
  return (
    <Loaded query={names} skeleton={[400]}>
      {({ events, leftOut, sampled }) =>
        events.length === 0 ? (
          <EmptyState
            title="The events that your product sends"
            example={<ExampleEvents />}
            action={<StartButtons />}
          >
            Amplitude’s and Segment’s SDKs work as they are, pointed at this server. History comes from a
            file: CSV, JSON lines, Parquet or an Amplitude export.
          </EmptyState>
        ) : (
          <Panel
            actions={
              <TextInput
                size="xs"
                w={260}
                aria-label="Find an event"
                placeholder="Find an event"
                leftSection={<IconSearch size={14} />}
                value={text}
                onChange={({ currentTarget }) => setText(currentTarget.value)}
              />
            }
            title={`${countText(events.length + leftOut)} names`}
          >
            <SampledNote sampled={sampled} />
            <DataTable
              label="Events that came in"
              columns={EVENT_COLUMNS}
              rows={needle === '' ? events : events.filter(({ name }) => name.toLowerCase().includes(needle))}
              rowKey={({ name }) => name}
              onOpen={({ name }) =>
                void navigate({ search: { tab: 'properties', of: 'event', event: name } })
              }
              maxHeight={640}
            />
            {leftOut > 0 && (
              <p>
                {countText(leftOut)} rarer names are not listed: search finds them on the page of a question.
              </p>
            )}
          </Panel>
        )
      }
    </Loaded>
  );
}
