import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { propertyNames, propertyValues } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { Columns } from '../../ui/columns.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EventSelect } from '../../ui/fields/event-select.tsx';
import { countText } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { valueText } from '../../ui/value-text.ts';
import { When } from '../../ui/when.tsx';
import { SampledNote } from './sampled-note.tsx';
import { StartButtons } from './start-buttons.tsx';

interface Entry {
  readonly name: string;
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly count: number;
  readonly lastSeen: number;
}

const COLUMNS: readonly Column<Entry>[] = [
  { key: 'name', header: 'Property', cell: ({ name }) => <bdi>{name}</bdi>, sortBy: ({ name }) => name },
  { key: 'types', header: 'Type', cell: ({ types }) => types.map(({ type }) => type).join(', ') },
  {
    key: 'count',
    header: 'Carried by',
    isNumber: true,
    cell: ({ count }) => countText(count),
    sortBy: ({ count }) => count,
  },
  {
    key: 'last',
    header: 'Last',
    isNumber: true,
    cell: ({ lastSeen }) => <When at={lastSeen} />,
    sortBy: ({ lastSeen }) => lastSeen,
  },
];

/** What events, users and accounts carry, and the values that were really seen. */
export function PropertiesTab() {
  const project = useProject();
  const { of = 'event', event } = useSearch({ from: '/$project/data' });
  const navigate = useNavigate({ from: '/$project/data' });
  const [chosen, setChosen] = useState<string>();
  const ofEvent = of === 'event' ? event : undefined;
  const names = useQuery(propertyNames(project, { of, event: ofEvent }));
  return (
    <Stack gap="md">
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Whose properties"
          value={of}
          data={[
            { value: 'event', label: 'Of events' },
            { value: 'user', label: 'Of users' },
            { value: 'account', label: 'Of accounts' },
          ]}
          onChange={(value) => {
            setChosen(undefined);
            void navigate({ search: { tab: 'properties', of: value as typeof of } });
          }}
        />
        {of === 'event' && (
          <EventSelect
            label="Only of this event"
            placeholder="Of any event"
            value={event ?? ''}
            onChange={(name) => void navigate({ search: { tab: 'properties', of, event: name } })}
          />
        )}
      </Group>
      <Loaded query={names} skeleton={[[360, 120]]}>
        {({ properties, sampled }) =>
          properties.length === 0 ? (
            <EmptyState title="No property was seen" action={<StartButtons />}>
              Properties come with events, with identify calls, and from the columns of a file.
            </EmptyState>
          ) : (
            <Columns>
              <Panel title={`${countText(properties.length)} properties`}>
                <SampledNote sampled={sampled} />
                <DataTable
                  label="Properties that were seen"
                  columns={COLUMNS}
                  rows={properties}
                  rowKey={({ name }) => name}
                  onOpen={({ name }) => setChosen(name)}
                  maxHeight={640}
                />
              </Panel>
              <Panel title={chosen === undefined ? 'Values' : <bdi className="name">{chosen}</bdi>}>
                {chosen === undefined ? (
                  <Text size="sm" c="dimmed">
                    Choose a property to see its values.
                  </Text>
                ) : (
                  <Values of={of} name={chosen} event={ofEvent} />
                )}
              </Panel>
            </Columns>
          )
        }
      </Loaded>
    </Stack>
  );
}

interface Seen {
  readonly value: string | number | boolean;
  readonly count: number;
}

const VALUE_COLUMNS: readonly Column<Seen>[] = [
  {
    key: 'value',
    header: 'Value',
    cell: ({ value }) => <bdi>{valueText(value)}</bdi>,
  },
  {
    key: 'count',
    header: 'Times',
    isNumber: true,
    cell: ({ count }) => countText(count),
    sortBy: ({ count }) => count,
  },
];

interface ValuesProps {
  readonly of: 'event' | 'user' | 'account';
  readonly name: string;
  readonly event: string | undefined;
}

function Values(asked: ValuesProps) {
  const values = useQuery(propertyValues(useProject(), asked));
  return (
    <Loaded query={values} skeleton={[240]}>
      {({ values: seen, leftOut, sampled }) => (
        <>
          <SampledNote sampled={sampled} />
          <DataTable
            label="Values that were seen"
            columns={VALUE_COLUMNS}
            rows={seen}
            rowKey={({ value }) => `${typeof value} ${value}`}
          />
          {leftOut > 0 && (
            <Text size="sm" c="dimmed" mt="sm">
              {countText(leftOut)} rarer values are not listed.
            </Text>
          )}
        </>
      )}
    </Loaded>
  );
}
