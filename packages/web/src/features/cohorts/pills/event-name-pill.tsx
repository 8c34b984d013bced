import { NamePill } from './name-pill.tsx';

export interface EventNamePillProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** An event by its name. */
export function EventNamePill({ label, value, onChange }: EventNamePillProps) {
  return (
    <NamePill
      label={label}
      value={value}
      placeholder="choose an event"
      offers={{ of: 'events' }}
      onChange={onChange}
    />
  );
}
