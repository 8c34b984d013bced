import type { Duration, DurationUnit } from '@cusp/engine/define/language/duration.ts';
import { Group, NumberInput, Select } from '@mantine/core';

const UNITS: readonly DurationUnit[] = ['millisecond', 'second', 'minute', 'hour', 'day', 'week'];

export interface DurationFieldProps {
  readonly label: string;
  readonly value: Duration;
  readonly onChange: (value: Duration) => void;
  readonly units?: readonly DurationUnit[];
}

/** An elapsed time: a whole number and a unit. */
export function DurationField({ label, value, onChange, units = UNITS.slice(2) }: DurationFieldProps) {
  const offered = units.includes(value.unit) ? units : [value.unit, ...units];
  return (
    <Group gap={4} wrap="nowrap">
      <NumberInput
        size="xs"
        w={72}
        aria-label={`${label}, how many`}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        value={value.amount}
        onChange={(amount) => {
          if (typeof amount === 'number' && amount >= 1) onChange({ ...value, amount });
        }}
      />
      <Select
        size="xs"
        w={104}
        aria-label={`${label}, of what`}
        data={offered.map((unit) => ({ value: unit, label: value.amount === 1 ? unit : `${unit}s` }))}
        value={value.unit}
        allowDeselect={false}
        onChange={(unit) => unit !== null && onChange({ ...value, unit: unit as DurationUnit })}
      />
    </Group>
  );
}
