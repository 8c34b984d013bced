import type { PropertyFilter } from '@cusp/engine/define/selector/property-filter.ts';
import { ActionIcon, Group, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { FILTER_WORDS, operatorsOf, withOperator, withProperty } from './filter-operators.ts';
import { PropertySelect } from './property-select.tsx';
import { ValuesField } from './values-field.tsx';

export interface FilterFieldProps {
  readonly value: PropertyFilter;
  readonly onChange: (value: PropertyFilter) => void;
  readonly onRemove: () => void;
  /** Whose properties the event's ones are; undefined or empty: any event's. */
  readonly event: string | undefined;
}

/** One comparison of a property, in place: property, operator, values. */
export function FilterField({ value, onChange, onRemove, event }: FilterFieldProps) {
  return (
    <Group gap={4} wrap="wrap">
      <PropertySelect
        value={{ scope: value.scope, property: value.property }}
        event={event}
        onChange={(of) => onChange(withProperty(value, of))}
      />
      <Select
        size="xs"
        w={136}
        aria-label="How it compares"
        data={operatorsOf().map((op) => ({ value: op, label: FILTER_WORDS[op] }))}
        value={value.op}
        allowDeselect={false}
        onChange={(op) => op !== null && onChange(withOperator(value, op as PropertyFilter['op']))}
      />
      <ValuesField value={value} onChange={onChange} event={event} />
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Remove this filter" onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}
