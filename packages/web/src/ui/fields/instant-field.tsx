import { DatePickerInput } from '@mantine/dates';
import dayjs from 'dayjs';
import { instantText, useTimeZone } from '../time-zone.ts';
import { dayStart } from './days.ts';

const FORMAT = 'D MMM YYYY';

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
  const day = value === undefined ? null : dayOf(value, timeZone);
  return (
    <DatePickerInput
      size="xs"
      w={190}
      aria-label={`${label}: ${day === null ? placeholder : dayjs(day).format(FORMAT)}`}
      placeholder={placeholder}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      title={value === undefined ? undefined : `${instantText(value, timeZone)} ${timeZone}`}
      value={day}
      valueFormat={FORMAT}
      onChange={(chosen) => onChange(chosen === null ? undefined : dayStart(chosen, timeZone))}
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
