import { NamePill } from './name-pill.tsx';

export interface CohortPillProps {
  readonly unit: 'user' | 'account';
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** A saved cohort of the same unit. */
export function CohortPill({ unit, value, onChange }: CohortPillProps) {
  return (
    <NamePill
      label="Cohort"
      value={value}
      placeholder="choose a cohort"
      offers={{ of: 'cohorts', unit }}
      onChange={onChange}
    />
  );
}
