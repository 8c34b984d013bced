import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type PropertyScope, propertyValues } from '../../../api/catalogue.ts';
import { useProject } from '../../../api/use-project.ts';
import { scalarOf, scalarText } from '../../../ui/fields/scalar-text.ts';
import { countText } from '../../../ui/format.ts';
import type { PillEditorProps } from './pill.tsx';
import classes from './pills.module.css';

type Scalar = string | number | boolean;

export interface ValuesInputProps extends PillEditorProps {
  readonly of: PropertyScope;
  readonly event: string | undefined;
  readonly property: string;
  readonly values: readonly Scalar[];
  readonly takesMany: boolean;
  readonly onChange: (values: readonly Scalar[]) => void;
}

const MOST = 1_000;

/** Values of a property: those that were really seen are offered with how often, others may be typed. */
export function ValuesInput({
  of,
  event,
  property,
  values,
  takesMany,
  onChange,
  typed,
  onDone,
}: ValuesInputProps) {
  const project = useProject();
  const [search, setSearch] = useState(typed);
  const { data } = useQuery({
    ...propertyValues(project, { of, name: property, event, search }),
    enabled: property !== '',
  });
  const seen = data?.values ?? [];
  const read = (text: string): Scalar => {
    const same = values.find((value) => scalarText(value) === text);
    return (
      same ??
      scalarOf(
        text,
        seen.map(({ value }) => value),
      )
    );
  };
  const counts = new Map(seen.map(({ value, count }) => [scalarText(value), count]));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus left the input inside
    <span
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onDone(false);
      }}
    >
      <TagsInput
        size="xs"
        miw={200}
        maw={420}
        autoFocus
        aria-label={takesMany ? 'Values' : 'Value'}
        placeholder={values.length === 0 ? (takesMany ? 'Any of these values' : 'A value') : ''}
        data={[...counts.keys()]}
        renderOption={({ option }) => (
          <span style={{ display: 'flex', gap: 12, justifyContent: 'space-between', width: '100%' }}>
            <bdi style={{ overflowWrap: 'anywhere' }}>{option.value}</bdi>
            <small className={classes.hint}>{countText(counts.get(option.value))}</small>
          </span>
        )}
        value={values.filter((value) => value !== '' || takesMany).map(scalarText)}
        searchValue={search}
        onSearchChange={setSearch}
        limit={50}
        maxTags={MOST}
        acceptValueOnBlur
        onChange={(texts) => {
          const chosen = texts.map(read);
          onChange(takesMany ? chosen : chosen.slice(-1));
          if (!takesMany && chosen.length > 0) onDone(true);
        }}
        onKeyDown={(event) => {
          const isDone = event.key === 'Escape' || (event.key === 'Enter' && search === '');
          if (!isDone || event.defaultPrevented) return;
          event.preventDefault();
          event.stopPropagation();
          onDone(true);
        }}
      />
    </span>
  );
}
