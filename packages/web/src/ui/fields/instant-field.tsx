import { DatePickerInput } from '@mantine/dates';
import { instantText, useTimeZone } from '../time-zone.ts';
import { dayStart } from './days.ts';

export interface InstantFieldProps {
  readonly label: string;
  /** UTC ms; undefined: what `placeholder` says. */
  readonly value: number | undefined;
  readonly onChange: (at: number | undefined) => void;
  readonly placeholder: string;
}

/** An instant: the beginning of a day in the project's zone, or none. */
export function InstantField({ label, value, onChange, placeholder }: InstantFieldProps) {
  const timeZone = useTimeZone();
  return (
    <DatePickerInput
      size="xs"
      w={190}
      aria-label={label}
      placeholder={placeholder}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      title={value === undefined ? undefined : `${instantText(value, timeZone)} ${timeZone}`}
      value={value === undefined ? null : dayOf(value, timeZone)}
      valueFormat="D MMM YYYY"
      onChange={(day) => onChange(day === null ? undefined : dayStart(day, timeZone))}
    />
  );
}

/** The day of an instant in a zone, as "2026-03-29". */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
