import { DURATION_UNITS, type Duration } from '@cusp/engine/define/language/duration.ts';
import { ChoicePill } from './choice-pill.tsx';
import { NumberPill } from './number-pill.tsx';

export interface DurationPillsProps {
  readonly label: string;
  readonly value: Duration;
  readonly onChange: (value: Duration) => void;
}

const MOST = 1_000_000;

/** An elapsed time: a whole number and a unit, which agree in grammar. */
export function DurationPills({ label, value, onChange }: DurationPillsProps) {
  return (
    <>
      <NumberPill
        label={`${label}, how many`}
        value={value.amount}
        min={1}
        max={MOST}
        onChange={(amount) => onChange({ ...value, amount })}
      />
      <ChoicePill
        label={`${label}, of what`}
        value={value.unit}
        choices={DURATION_UNITS.toReversed().map((unit) => ({
          value: unit,
          label: value.amount === 1 ? unit : `${unit}s`,
        }))}
        onChange={(unit) => onChange({ ...value, unit })}
      />
    </>
  );
}
