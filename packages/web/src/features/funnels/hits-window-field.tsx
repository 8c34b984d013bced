import type { PlainWindow } from '@cusp/engine/define/language/window.ts';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { DurationField } from '../../ui/fields/duration-field.tsx';

const WINDOWS = { range: 'in the funnel’s range', last: 'in the last', ever: 'ever' } as const;
const DEFAULT_LAST = { kind: 'last', duration: { amount: 30, unit: 'day' } } as const;

export interface HitsWindowFieldProps {
  readonly value: PlainWindow | undefined;
  readonly onChange: (window: PlainWindow | undefined) => void;
}

/** When the events were done whose values a breakdown goes by. */
export function HitsWindowField({ value, onChange }: HitsWindowFieldProps) {
  const kind = value?.kind === 'last' || value?.kind === 'ever' ? value.kind : 'range';
  return (
    <>
      <ChoiceField
        label="When they did it"
        value={kind}
        choices={WINDOWS}
        width={180}
        onChange={(chosen) =>
          onChange(chosen === 'range' ? undefined : chosen === 'last' ? DEFAULT_LAST : { kind: 'ever' })
        }
      />
      {value?.kind === 'last' && (
        <DurationField
          label="How long before"
          value={value.duration}
          onChange={(duration) => onChange({ kind: 'last', duration })}
        />
      )}
    </>
  );
}
