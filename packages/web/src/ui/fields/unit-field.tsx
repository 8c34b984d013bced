import { SegmentedControl } from '@mantine/core';

const UNITS = [
  { value: 'user', label: 'Users' },
  { value: 'account', label: 'Accounts' },
];

export interface UnitFieldProps {
  readonly value: 'user' | 'account';
  readonly onChange: (unit: 'user' | 'account') => void;
}

/** Whom a question counts. */
export function UnitField({ value, onChange }: UnitFieldProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Whom to count"
      data={UNITS}
      value={value}
      onChange={(unit) => onChange(unit as UnitFieldProps['value'])}
    />
  );
}
