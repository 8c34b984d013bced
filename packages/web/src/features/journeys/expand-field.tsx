import type { JourneySpec } from '@cusp/engine/analyse/journeys/spec.ts';
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { EventSelect } from '../../ui/fields/event-select.tsx';
import { PropertySelect } from '../../ui/fields/property-select.tsx';

type Expand = {
  readonly event: string;
  readonly property: string;
  readonly scope?: JourneySpec['expand'][number]['scope'];
};

const MOST = 5;

/** Events that are told apart by a property's value. */
export function ExpandField({
  value,
  onChange,
}: {
  readonly value: readonly Expand[];
  readonly onChange: (value: Expand[]) => void;
}) {
  return (
    <Stack gap={4}>
      {value.map((each, i) => (
        <Group gap={4} key={i}>
          <EventSelect value={each.event} onChange={(event) => onChange(value.with(i, { ...each, event }))} />
          <Text span size="sm" c="dimmed">
            by
          </Text>
          <PropertySelect
            event={each.event}
            value={{ scope: each.scope ?? 'event', property: each.property }}
            onChange={({ scope, property }) => onChange(value.with(i, { ...each, scope, property }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Remove"
            onClick={() => onChange(value.toSpliced(i, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {value.length < MOST && (
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} />}
            onClick={() => onChange([...value, { event: '', property: '' }])}
          >
            An event by a property
          </Button>
        </div>
      )}
    </Stack>
  );
}
