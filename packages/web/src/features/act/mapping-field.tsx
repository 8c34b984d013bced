import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowRight, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { NameSelect } from '../../ui/fields/name-select.tsx';
import type { MappingDraft } from './mapping-draft.ts';

export interface MappingFieldProps {
  readonly value: MappingDraft;
  readonly onChange: (value: MappingDraft) => void;
  readonly unit: 'user' | 'account';
  /** The destination starts messages by events. */
  readonly takesEvents: boolean;
}

/** What goes along with each member: where the email is found, fields over there and the properties that fill them. */
export function MappingField({ value, onChange, unit, takesEvents }: MappingFieldProps) {
  const { data, isPending } = useQuery(propertyNames(useProject(), { of: unit }));
  const options = (data?.properties ?? []).map(({ name }) => ({ value: name }));
  const { rows } = value;
  return (
    <Stack gap="md">
      {unit === 'user' && (
        <Group gap="sm">
          <Text size="sm" w={180}>
            Email is in
          </Text>
          <NameSelect
            label="Property that holds the email"
            value={value.email}
            options={options}
            isLoading={isPending}
            onChange={(email) => onChange({ ...value, email })}
          />
        </Group>
      )}
      {rows.map((row, i) => (
        <Group gap="sm" key={i} wrap="nowrap" align="flex-end">
          <NameSelect
            label="Property"
            value={row.property}
            options={options}
            isLoading={isPending}
            width={180}
            onChange={(property) =>
              onChange({
                ...value,
                rows: rows.with(i, { property, field: row.field === '' ? property : row.field }),
              })
            }
          />
          <IconArrowRight size={14} aria-hidden />
          <TextInput
            size="xs"
            w={180}
            miw={0}
            aria-label="Field over there"
            placeholder="Field over there"
            value={row.field}
            onChange={({ currentTarget }) =>
              onChange({ ...value, rows: rows.with(i, { ...row, field: currentTarget.value }) })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Leave ${row.field || 'this field'} out`}
            onClick={() => onChange({ ...value, rows: rows.toSpliced(i, 1) })}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ ...value, rows: [...rows, { property: '', field: '' }] })}
        >
          Send a property along
        </Button>
      </div>
      <Group gap="lg" align="flex-start">
        <TextInput
          size="xs"
          label="Field for the instant of entry"
          placeholder="Not sent"
          value={value.enteredAt}
          onChange={({ currentTarget }) => onChange({ ...value, enteredAt: currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="Field for the reason of entry"
          placeholder="Not sent"
          value={value.reason}
          onChange={({ currentTarget }) => onChange({ ...value, reason: currentTarget.value })}
        />
        {takesEvents && (
          <TextInput
            size="xs"
            label="Event that tells of each entry"
            placeholder="None"
            value={value.event}
            onChange={({ currentTarget }) => onChange({ ...value, event: currentTarget.value })}
          />
        )}
      </Group>
    </Stack>
  );
}
