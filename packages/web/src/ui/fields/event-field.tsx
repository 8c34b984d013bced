import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconFilterPlus, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './event-field.module.css';
import { EventSelect } from './event-select.tsx';
import { FilterField } from './filter-field.tsx';
import { isUnfinished, NEW_FILTER } from './filter-operators.ts';

export interface EventFieldProps {
  readonly value: EventSelector;
  readonly onChange: (value: EventSelector) => void;
  readonly label?: string;
  /** Before the event, such as a step's number. */
  readonly before?: ReactNode;
  /** Behind it, such as what removes it. */
  readonly after?: ReactNode;
  /** No name means any event: that may be chosen here. */
  readonly allowsAny?: boolean;
}

/** Which events: one name or any of several, and filters on their properties. */
export function EventField({
  value,
  onChange,
  label = 'Event',
  before,
  after,
  allowsAny = false,
}: EventFieldProps) {
  const { names, filters } = value;
  const shown = names.length === 0 ? [''] : names;
  const only = names.length === 1 ? names[0] : undefined;
  return (
    <Stack gap={4} className={classes.event}>
      <Group gap={4} wrap="wrap">
        {before}
        {shown.map((name, i) => (
          <div key={i} className={classes.choice}>
            {i > 0 && (
              <Text span size="xs" c="dimmed">
                or
              </Text>
            )}
            <div className={classes.name}>
              <EventSelect
                label={i === 0 ? label : `${label}, or`}
                value={name}
                width="100%"
                onChange={(chosen) => onChange({ ...value, names: shown.with(i, chosen) })}
              />
            </div>
            {(names.length > 1 || (allowsAny && names.length === 1)) && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Remove ${name === '' ? 'this event' : name}`}
                onClick={() => onChange({ ...value, names: names.toSpliced(i, 1) })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </div>
        ))}
        {allowsAny && names.length === 0 && (
          <Text span size="xs" c="dimmed">
            any event
          </Text>
        )}
        {names.length > 0 && names.at(-1) !== '' && (
          <Tooltip label="Or another event">
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label="Or another event"
              onClick={() => onChange({ ...value, names: [...names, ''] })}
            >
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label="Filter by a property">
          <ActionIcon
            variant="subtle"
            size="sm"
            aria-label="Filter by a property"
            onClick={() => onChange({ ...value, filters: [...filters, NEW_FILTER] })}
          >
            <IconFilterPlus size={14} />
          </ActionIcon>
        </Tooltip>
        {after}
      </Group>
      {filters.map((filter, i) => (
        <Group gap={6} key={i} wrap="nowrap" align="flex-start" pl={24}>
          <Text size="xs" c="dimmed" pt={6}>
            {i === 0 ? 'where' : 'and'}
          </Text>
          <FilterField
            value={filter}
            event={only}
            onChange={(changed) => onChange({ ...value, filters: filters.with(i, changed) })}
            onRemove={() => onChange({ ...value, filters: filters.toSpliced(i, 1) })}
          />
        </Group>
      ))}
    </Stack>
  );
}

/** No event is chosen yet, or a filter was only begun: nothing to ask about. */
export function isEventUnfinished({ names, filters }: EventSelector, allowsAny = false): boolean {
  const hasName = names.some((name) => name !== '');
  return (!hasName && !(allowsAny && names.length === 0)) || filters.some(isUnfinished);
}

/** The selector as it is asked: without names that were not chosen. */
export function finishedEvent(value: EventSelector): EventSelector {
  return {
    names: value.names.filter((name) => name !== ''),
    filters: value.filters.filter((each) => !isUnfinished(each)),
  };
}

export const NO_EVENT: EventSelector = { names: [], filters: [] };

/** A button that adds one more event to a list, such as a step. */
export function AddEventButton({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <Button size="xs" variant="subtle" leftSection={<IconPlus size={14} />} onClick={onAdd}>
      {label}
    </Button>
  );
}
