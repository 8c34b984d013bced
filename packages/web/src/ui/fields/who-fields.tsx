import { Text } from '@mantine/core';
import { CohortSelect } from './cohort-select.tsx';

export interface WhoFieldsProps {
  readonly unit: 'user' | 'account';
  /** A saved cohort's name, or a definition that only the address has. */
  readonly value: string | object | undefined;
  readonly onChange: (name: string | undefined) => void;
}

/** Everybody, or only the members of a cohort. */
export function WhoFields({ unit, value, onChange }: WhoFieldsProps) {
  return (
    <>
      <CohortSelect
        label="Only members of"
        placeholder="Everybody, or only members of …"
        unit={unit}
        isClearable
        value={typeof value === 'string' ? value : undefined}
        onChange={onChange}
      />
      {typeof value === 'object' && (
        <Text span size="xs" c="dimmed">
          members of a definition in the address
        </Text>
      )}
    </>
  );
}
