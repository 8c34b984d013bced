import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import { useProject } from '../../api/use-project.ts';
import { useServerEvents } from '../../api/use-server-events.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EventSelect } from '../../ui/fields/event-select.tsx';
import { countText } from '../../ui/format.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { instantText, useTimeZone } from '../../ui/time-zone.ts';
import { useBatched } from '../../ui/use-batched.ts';
import { valueText } from '../../ui/value-text.ts';
import { StartButtons } from './start-buttons.tsx';

type Recent =
  paths['/api/v1/events/recent']['get']['responses'][200]['content']['application/json']['events'][number];

const MOST_KEPT = 300;
/** So often the list is drawn anew, however fast events come. */
const DRAWN_MS = 400;

/** Events as they come in, the newest on top. */
export function TailTab() {
  const project = useProject();
  const timeZone = useTimeZone();
  const [name, setName] = useState('');
  const [isPaused, setPaused] = useState(false);
  const [leftOut, setLeftOut] = useState(0);
  const recent = useQuery({
    queryKey: ['recent-events', project, name],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/events/recent', {
          params: { query: { limit: 100, ...(name === '' ? {} : { name }) } },
          signal,
        }),
      ),
    staleTime: 0,
  });
  const [came, add, clear] = useBatched<Recent>(MOST_KEPT, DRAWN_MS);
  const filter = name === '' ? '' : `?${new URLSearchParams({ name })}`;
  const state = useServerEvents(isPaused ? undefined : `/api/v1/events/tail${filter}`, ({ event, data }) => {
    if (event === 'event') add(data as Recent);
    if (event === 'left-out') {
      const { rate = 0, slow = 0 } = data as { rate?: number; slow?: number };
      setLeftOut((before) => before + rate + slow);
    }
  });
  const columns: readonly Column<Recent>[] = [
    {
      key: 'received',
      header: 'Came in',
      cell: ({ received }) => instantText(received, timeZone, 'millisecond').split(', ').at(-1),
    },
    { key: 'name', header: 'Event', cell: (event) => <bdi>{event.name}</bdi> },
    {
      key: 'who',
      header: 'Who',
      cell: ({ id }) =>
        id === null ? (
          '–'
        ) : (
          <AnchorLink size="sm" to="/$project/users/$user" params={{ project, user: id }}>
            <bdi>{id}</bdi>
          </AnchorLink>
        ),
    },
    {
      key: 'properties',
      header: 'Properties',
      cell: ({ properties, propertiesLeftOut }) => (
        <bdi>
          {Object.entries(properties)
            .map(([key, value]) => `${key}: ${valueText(value)}`)
            .join(' · ')
            .slice(0, 240)}
          {propertiesLeftOut > 0 && ` and ${propertiesLeftOut} more`}
        </bdi>
      ),
    },
  ];
  return (
    <Loaded query={recent} skeleton={[360]}>
      {({ events }) => {
        const seen = new Set(came.map(({ seq }) => seq));
        const rows = [...came, ...events.filter(({ seq }) => !seen.has(seq))].slice(0, MOST_KEPT);
        if (rows.length === 0 && name === '') {
          return (
            <EmptyState title="Events, as they come in" action={<StartButtons />}>
              Nothing came in yet. This list fills by itself as soon as something does.
            </EmptyState>
          );
        }
        return (
          <Panel
            title={
              <Group gap="sm">
                <StateBadge tone={isPaused ? 'quiet' : state === 'open' ? 'good' : 'waiting'}>
                  {isPaused
                    ? 'paused'
                    : state === 'open'
                      ? 'live'
                      : state === 'lost'
                        ? 'coming back'
                        : 'connecting'}
                </StateBadge>
                {leftOut > 0 && (
                  <Text span size="sm" c="dimmed" fw={400}>
                    {countText(leftOut)} more came than are shown
                  </Text>
                )}
              </Group>
            }
            actions={
              <Group gap="sm">
                <EventSelect
                  label="Only this event"
                  placeholder="Any event"
                  value={name}
                  onChange={(chosen) => {
                    clear();
                    setName(chosen);
                  }}
                />
                {name !== '' && (
                  <Button size="xs" variant="subtle" onClick={() => setName('')}>
                    Any event
                  </Button>
                )}
                <Button size="xs" variant="default" onClick={() => setPaused(!isPaused)}>
                  {isPaused ? 'Go on' : 'Pause'}
                </Button>
              </Group>
            }
          >
            <DataTable
              label="Events as they come in"
              columns={columns}
              rows={rows}
              rowKey={({ seq }) => String(seq)}
              maxHeight={640}
            />
          </Panel>
        );
      }}
    </Loaded>
  );
}
