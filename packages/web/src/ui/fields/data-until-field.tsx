import { Option } from '../options.tsx';
import { InstantField } from './instant-field.tsx';

export interface DataUntilFieldProps {
  /** UTC ms; now when left out. */
  readonly value: number | undefined;
  readonly onChange: (at: number | undefined) => void;
}

/** Nothing later is looked at. */
export function DataUntilField({ value, onChange }: DataUntilFieldProps) {
  return (
    <Option label="Look at data up to">
      <InstantField label="Data up to the start of" placeholder="now" value={value} onChange={onChange} />
    </Option>
  );
}
