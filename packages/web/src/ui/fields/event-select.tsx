import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { eventNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { countText } from '../format.ts';
import { NameSelect } from './name-select.tsx';

export const ANY_EVENT = 'any event';

export interface EventSelectProps {
  /** The event's name; empty for none chosen yet. */
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly label?: string;
  readonly width?: number | string;
  readonly placeholder?: string;
}

/** Picks an event by name, the most frequent first. */
export function EventSelect({
  value,
  onChange,
  label = 'Event',
  width,
  placeholder = 'Choose an event',
}: EventSelectProps) {
  const { data, isPending } = useQuery(eventNames(useProject()));
  const options = useMemo(
    () => (data?.events ?? []).map(({ name, count }) => ({ value: name, hint: countText(count) })),
    [data],
  );
  return (
    <NameSelect
      label={label}
      value={value}
      options={options}
      onChange={onChange}
      placeholder={placeholder}
      isLoading={isPending}
      {...(width === undefined ? {} : { width })}
    />
  );
}
