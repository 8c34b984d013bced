import type { PropertyFilter } from '@cusp/engine/define/selector/property-filter.ts';
import { TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { propertyValues } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { valuesOf, withValues } from './filter-operators.ts';
import { scalarOf, scalarText } from './scalar-text.ts';

export interface ValuesFieldProps {
  readonly value: PropertyFilter;
  readonly onChange: (value: PropertyFilter) => void;
  readonly event: string | undefined;
}

/** What a filter compares with: values that were really seen are offered, others may be typed. */
export function ValuesField({ value, onChange, event }: ValuesFieldProps) {
  const project = useProject();
  const [search, setSearch] = useState('');
  const takesNone = value.op === 'is-set' || value.op === 'is-not-set';
  const { data } = useQuery({
    ...propertyValues(project, { of: value.scope, name: value.property, event, search }),
    enabled: !takesNone && value.property !== '',
  });
  if (takesNone) return null;
  const seen = (data?.values ?? []).map((each) => each.value);
  const read = (text: string) => scalarOf(text, seen);
  const values = valuesOf(value);
  if (!('values' in value)) {
    return (
      <TextInput
        size="xs"
        w={120}
        aria-label="Value"
        placeholder="Value"
        value={values.length === 0 ? '' : scalarText(values[0] ?? '')}
        onChange={({ currentTarget }) => onChange(withValues(value, [read(currentTarget.value)]))}
      />
    );
  }
  return (
    <TagsInput
      size="xs"
      miw={180}
      maw={420}
      aria-label="Values"
      placeholder={values.length === 0 ? 'Any of these values' : ''}
      data={[...new Set(seen.map(scalarText))]}
      value={values.map(scalarText)}
      searchValue={search}
      onSearchChange={setSearch}
      limit={50}
      maxTags={1000}
      acceptValueOnBlur
      onChange={(texts) => onChange(withValues(value, texts.map(read)))}
    />
  );
}
