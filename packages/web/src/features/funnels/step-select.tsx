import { Select } from '@mantine/core';
import { isRequired } from './question.ts';
import type { FunnelSearch } from './search.ts';
import { stepName } from './step-name.ts';

export interface StepSelectProps {
  readonly label: string;
  readonly steps: FunnelSearch['steps'];
  /** Counted from 1; undefined: what `none` says. */
  readonly value: number | undefined;
  readonly onChange: (step: number | undefined) => void;
  readonly none: string;
  /** Only steps from this one on. */
  readonly least?: number;
}

/** One of the steps that may not be left out. */
export function StepSelect({ label, steps, value, onChange, none, least = 1 }: StepSelectProps) {
  const offered = steps.flatMap((step, i) =>
    i + 1 >= least && isRequired(step)
      ? [{ value: String(i + 1), label: `${i + 1}  ${step.names.length === 0 ? '…' : stepName(step)}` }]
      : [],
  );
  return (
    <Select
      size="xs"
      w={170}
      aria-label={label}
      placeholder={none}
      data={offered}
      value={value === undefined ? null : String(value)}
      clearable
      onChange={(chosen) => onChange(chosen === null ? undefined : Number(chosen))}
    />
  );
}
