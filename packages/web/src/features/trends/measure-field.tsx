import type { EventSelector } from '@cusp/engine/define/selector/event-selector.ts';
import { Group, NumberInput, Select } from '@mantine/core';
import { PropertySelect } from '../../ui/fields/property-select.tsx';
import type { SeriesState } from './search.ts';

type Measure = NonNullable<SeriesState['measure']>;
type Kind = Measure['kind'];

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'uniques', label: 'who did' },
  { value: 'totals', label: 'how often' },
  { value: 'average', label: 'times per user' },
  { value: 'sum', label: 'sum of' },
  { value: 'mean', label: 'mean of' },
  { value: 'min', label: 'least of' },
  { value: 'max', label: 'most of' },
  { value: 'percentile', label: 'percentile of' },
  { value: 'distinct', label: 'different values of' },
];
const MEDIAN = 50;

export interface MeasureFieldProps {
  readonly value: Measure | undefined;
  readonly event: EventSelector;
  readonly onChange: (value: Measure) => void;
}

/** What is counted of the events: who, how often, or a number of a property. */
export function MeasureField({ value = { kind: 'uniques' }, event, onChange }: MeasureFieldProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <Select
        size="xs"
        w={140}
        aria-label="What is counted"
        data={KINDS}
        value={value.kind}
        allowDeselect={false}
        onChange={(kind) => kind !== null && onChange(measureOf(kind as Kind, value))}
      />
      {value.kind === 'percentile' && (
        <NumberInput
          size="xs"
          w={76}
          aria-label="Percentile"
          min={0}
          max={100}
          value={value.percentile}
          onChange={(percentile) => typeof percentile === 'number' && onChange({ ...value, percentile })}
        />
      )}
      {'property' in value && (
        <PropertySelect
          event={event.names.length === 1 ? event.names[0] : undefined}
          value={{ scope: value.scope ?? 'event', property: value.property }}
          onChange={(of) => onChange({ ...value, ...of })}
        />
      )}
    </Group>
  );
}

function measureOf(kind: Kind, before: Measure): Measure {
  const of =
    'property' in before
      ? { scope: before.scope ?? 'event', property: before.property }
      : { scope: 'event' as const, property: '' };
  switch (kind) {
    case 'uniques':
    case 'totals':
    case 'average':
      return { kind };
    case 'percentile':
      return { kind, ...of, percentile: MEDIAN };
    default:
      return { kind, ...of };
  }
}
