import { ActionIcon, Button, Group, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { NameSelect } from '../../ui/fields/name-select.tsx';

export interface Breakdown {
  readonly scope: 'event' | 'user' | 'account';
  readonly property: string;
}

export interface BreakdownFieldProps {
  readonly value: readonly Breakdown[];
  readonly most: number;
  readonly event: string | undefined;
  readonly onChange: (value: Breakdown[]) => void;
}

/** Properties to split by: of the event, of the user as it stood then, of the account. */
export function BreakdownField({ value, most, event, onChange }: BreakdownFieldProps) {
  return (
    <Group gap="sm">
      {value.map((each, i) => (
        <Group gap={4} key={i} wrap="nowrap">
          <Select
            size="xs"
            w={100}
            aria-label="Whose property"
            data={['event', 'user', 'account']}
            value={each.scope}
            allowDeselect={false}
            onChange={(scope) =>
              onChange(value.with(i, { ...each, scope: (scope ?? 'event') as Breakdown['scope'] }))
            }
          />
          <Property
            value={each}
            event={event}
            onChange={(property) => onChange(value.with(i, { ...each, property }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Remove this split"
            onClick={() => onChange(value.toSpliced(i, 1))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {value.length < most && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange([...value, { scope: 'event', property: '' }])}
        >
          Property
        </Button>
      )}
    </Group>
  );
}

interface PropertyProps {
  readonly value: Breakdown;
  readonly event: string | undefined;
  readonly onChange: (property: string) => void;
}

function Property({ value: { scope, property }, event, onChange }: PropertyProps) {
  const { data, isPending } = useQuery(
    propertyNames(useProject(), { of: scope, ...(scope === 'event' ? { event } : {}) }),
  );
  return (
    <NameSelect
      label="Property"
      value={property}
      options={(data?.properties ?? []).map(({ name }) => ({ value: name }))}
      isLoading={isPending}
      width={180}
      onChange={onChange}
    />
  );
}
