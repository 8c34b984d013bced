import { Select } from '@mantine/core';

export interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** By value, in words. */
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
  readonly width?: number;
}

/** One of a few. */
export function ChoiceField<Value extends string>({
  label,
  value,
  choices,
  onChange,
  width = 210,
}: ChoiceFieldProps<Value>) {
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      data={Object.entries<string>(choices).map(([key, words]) => ({ value: key, label: words }))}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && onChange(chosen as Value)}
    />
  );
}
