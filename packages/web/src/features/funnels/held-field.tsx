import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { PropertySelect } from '../../ui/fields/property-select.tsx';
import type { FunnelSearch } from './search.ts';

const MOST = 3;

export interface HeldFieldProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** Properties that every step of a path carries with one value, such as the same document. */
export function HeldField({ search, onChange }: HeldFieldProps) {
  const { holdConstant = [], steps } = search;
  const set = (list: typeof holdConstant): void =>
    onChange({ holdConstant: list.length === 0 ? undefined : list });
  return (
    <>
      {holdConstant.map((held, i) => (
        <Group key={i} gap={2} wrap="nowrap">
          <PropertySelect
            label={`Held property ${i + 1}`}
            value={held}
            event={steps[0]?.names[0]}
            onChange={(value) => set(holdConstant.with(i, value))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Remove held property ${i + 1}`}
            onClick={() => set(holdConstant.toSpliced(i, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {holdConstant.length < MOST && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...holdConstant, { scope: 'event', property: '' }])}
        >
          Property
        </Button>
      )}
      {holdConstant.length === 0 && (
        <Text span size="xs" c="dimmed">
          such as the same document in each step
        </Text>
      )}
    </>
  );
}
