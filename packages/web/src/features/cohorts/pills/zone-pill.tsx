import { NamePill } from './name-pill.tsx';

export interface ZonePillProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** The time zone whose calendar days count. */
export function ZonePill({ value, onChange }: ZonePillProps) {
  return (
    <NamePill
      label="Time zone of the days"
      value={value}
      placeholder="choose a zone"
      offers={{ of: 'zones' }}
      onChange={onChange}
    />
  );
}
