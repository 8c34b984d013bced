import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { DurationField } from '../../ui/fields/duration-field.tsx';
import { AddEventButton, EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { DEFAULT_WINDOW, type FunnelSearch } from './search.ts';

export interface FunnelEditorProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

const ORDERS = [
  { value: 'this', label: 'in this order' },
  { value: 'any', label: 'in any order' },
  { value: 'exact', label: 'in this order, nothing between' },
];

/** The steps of a funnel, and how they must follow each other. */
export function FunnelEditor({ search, onChange }: FunnelEditorProps) {
  const { steps, order = 'this', conversionWindow = DEFAULT_WINDOW } = search;
  return (
    <Stack gap={8}>
      {steps.map((step, i) => (
        <EventField
          key={i}
          label={`Step ${i + 1}`}
          value={step}
          onChange={(event) => onChange({ steps: steps.with(i, { ...step, ...event }) })}
          before={
            <Text span size="sm" c="dimmed" w={20}>
              {i + 1}
            </Text>
          }
          after={
            steps.length > 2 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Remove step ${i + 1}`}
                onClick={() => onChange({ steps: steps.toSpliced(i, 1) })}
              >
                <IconX size={14} />
              </ActionIcon>
            )
          }
        />
      ))}
      <Group gap={8} wrap="wrap">
        <AddEventButton label="Step" onAdd={() => onChange({ steps: [...steps, NO_EVENT] })} />
        <Select
          size="xs"
          w={210}
          aria-label="Order"
          data={ORDERS}
          value={order}
          allowDeselect={false}
          onChange={(chosen) => onChange({ order: (chosen ?? 'this') as FunnelSearch['order'] })}
        />
        {'amount' in conversionWindow && (
          <>
            <Text span size="sm" c="dimmed">
              within
            </Text>
            <DurationField
              label="Conversion window"
              value={conversionWindow}
              onChange={(value) => onChange({ conversionWindow: value })}
            />
          </>
        )}
      </Group>
    </Stack>
  );
}
