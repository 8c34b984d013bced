import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { DurationPills } from '../pills/duration-pills.tsx';

type Conversion = FunnelClause['conversionWindow'];

const KINDS = [
  { value: 'time', label: 'within' },
  { value: 'sent', label: 'in one session, as the sender tells them apart' },
  { value: 'pauses', label: 'in one session, which ends with a pause of 30 minutes' },
] as const;

export interface ConversionPillsProps {
  readonly value: Conversion;
  readonly onChange: (value: Conversion) => void;
}

/** How long a path may take: a time, or one session. */
export function ConversionPills({ value, onChange }: ConversionPillsProps) {
  const kind = 'session' in value ? value.session : 'time';
  return (
    <>
      <ChoicePill
        label="Conversion window"
        value={kind}
        choices={KINDS}
        onChange={(chosen) => {
          if (chosen === kind) return;
          onChange(chosen === 'time' ? { amount: 7, unit: 'day' } : { session: chosen });
        }}
      />
      {!('session' in value) && <DurationPills label="Conversion window" value={value} onChange={onChange} />}
    </>
  );
}
