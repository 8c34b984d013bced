import { CloseButton, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { NameSelect } from '../../ui/fields/name-select.tsx';

export interface SearchPropertyProps {
  readonly unit: 'user' | 'account';
  readonly value: string | undefined;
  readonly onChange: (property: string | undefined) => void;
}

/** Searches in a property instead of ids. */
export function SearchProperty({ unit, value, onChange }: SearchPropertyProps) {
  const { data, isPending } = useQuery(propertyNames(useProject(), { of: unit }));
  return (
    <Group gap={2} wrap="nowrap">
      <NameSelect
        label="Search in"
        placeholder="In ids or a property"
        value={value ?? ''}
        options={(data?.properties ?? []).map(({ name }) => ({ value: name }))}
        isLoading={isPending}
        onChange={onChange}
      />
      {value !== undefined && (
        <CloseButton size="sm" aria-label="Search in ids again" onClick={() => onChange(undefined)} />
      )}
    </Group>
  );
}
