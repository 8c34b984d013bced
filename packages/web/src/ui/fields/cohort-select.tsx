import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { cohortList } from '../../api/cohorts.ts';
import { useProject } from '../../api/use-project.ts';
import classes from './cohort-select.module.css';

export interface CohortSelectProps {
  /** The cohort's name. */
  readonly value: string | undefined;
  readonly onChange: (name: string | undefined) => void;
  readonly label?: string;
  readonly placeholder?: string;
  /** Only cohorts of these. */
  readonly unit?: 'user' | 'account';
  readonly isClearable?: boolean;
}

/** Picks a saved cohort by name. */
export function CohortSelect({
  value,
  onChange,
  label = 'Cohort',
  placeholder = 'Choose a cohort',
  unit,
  isClearable = false,
}: CohortSelectProps) {
  const { data } = useQuery(cohortList(useProject()));
  const names = (data?.cohorts ?? []).filter((each) => unit === undefined || each.unit === unit);
  const all = new Set(names.map(({ name }) => name));
  if (value !== undefined) all.add(value);
  return (
    <Select
      size="xs"
      className={classes.select ?? ''}
      aria-label={label}
      placeholder={placeholder}
      data={[...all]}
      value={value ?? null}
      searchable
      clearable={isClearable}
      allowDeselect={isClearable}
      limit={100}
      nothingFoundMessage="No cohort of that name"
      onChange={(name) => onChange(name ?? undefined)}
    />
  );
}
