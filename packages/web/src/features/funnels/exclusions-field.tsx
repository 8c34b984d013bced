import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { AddEventButton, EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import type { FunnelSearch } from './search.ts';
import { StepSelect } from './step-select.tsx';

const MOST = 10;

export interface ExclusionsFieldProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** Events that no path may have between two of its steps. */
export function ExclusionsField({ search, onChange }: ExclusionsFieldProps) {
  const { exclusions = [], steps, order = 'this' } = search;
  const set = (list: typeof exclusions): void =>
    onChange({ exclusions: list.length === 0 ? undefined : list });
  return (
    <Stack gap={4} align="flex-start">
      {exclusions.map((exclusion, i) => (
        <Group key={i} gap={6} align="flex-start">
          <EventField
            label={`Excluded event ${i + 1}`}
            value={exclusion.event}
            onChange={(event) => set(exclusions.with(i, { ...exclusion, event }))}
          />
          {order === 'this' && (
            <>
              <Text span size="xs" c="dimmed" pt={6}>
                between
              </Text>
              <StepSelect
                label="After step"
                none="the first step"
                steps={steps}
                value={exclusion.after}
                onChange={(after) => set(exclusions.with(i, { ...exclusion, after }))}
              />
              <Text span size="xs" c="dimmed" pt={6}>
                and
              </Text>
              <StepSelect
                label="Before step"
                none="the last step"
                steps={steps}
                least={2}
                value={exclusion.before}
                onChange={(before) => set(exclusions.with(i, { ...exclusion, before }))}
              />
            </>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            mt={4}
            aria-label={`Remove excluded event ${i + 1}`}
            onClick={() => set(exclusions.toSpliced(i, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {exclusions.length < MOST && (
        <AddEventButton label="Excluded event" onAdd={() => set([...exclusions, { event: NO_EVENT }])} />
      )}
    </Stack>
  );
}
