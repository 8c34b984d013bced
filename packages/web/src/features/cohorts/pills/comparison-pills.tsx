import { describeComparison } from '@cusp/engine/define/language/describe-comparison.ts';
import type { Comparison, PropertyFilter } from '@cusp/engine/define/selector/property-filter.ts';
import type { PropertyScope } from '../../../api/catalogue.ts';
import {
  FILTER_WORDS,
  isUnfinished,
  operatorsOf,
  valuesOf,
  withOperator,
  withValues,
} from '../../../ui/fields/filter-operators.ts';
import { ChoicePill } from './choice-pill.tsx';
import { Pill } from './pill.tsx';
import { ValuesInput } from './values-input.tsx';

export interface ComparisonPillsProps {
  /** Whose values are offered. */
  readonly of: PropertyScope;
  readonly event?: string | undefined;
  readonly property: string;
  readonly value: Comparison;
  readonly onChange: (value: Comparison) => void;
}

const CHOICES = operatorsOf().map((value) => ({ value, label: FILTER_WORDS[value] }));

/** How a property compares, and with what. */
export function ComparisonPills({ of, event, property, value, onChange }: ComparisonPillsProps) {
  // The filters' own functions work on a filter: any property will do.
  const filter: PropertyFilter = { ...value, scope: 'user', property: 'any' };
  const change = ({ scope: _, property: __, ...comparison }: PropertyFilter): void => onChange(comparison);
  const values = valuesOf(filter);
  const isEmpty = isUnfinished(filter);
  return (
    <>
      <ChoicePill
        label="Comparison"
        value={value.op}
        choices={CHOICES}
        onChange={(op) => change(withOperator(filter, op))}
      />
      {value.op !== 'is-set' && value.op !== 'is-not-set' && (
        <Pill
          label="Values"
          text={isEmpty ? 'choose a value' : valuesText(value)}
          isEmpty={isEmpty}
          editor={(editing) => (
            <ValuesInput
              of={of}
              event={event}
              property={property}
              values={values}
              takesMany={'values' in value}
              onChange={(chosen) => change(withValues(filter, chosen))}
              {...editing}
            />
          )}
        />
      )}
    </>
  );
}

/** `"free" or "pro"`, as the plain words of a definition say it; the first few of many. */
function valuesText(value: Comparison): string {
  if (!('values' in value)) return 'value' in value ? JSON.stringify(value.value) : '';
  const shown = describeComparison({ op: 'is', values: [...value.values.slice(0, 4)] }).slice('is '.length);
  return value.values.length > 4 ? `${shown} or ${value.values.length - 4} more` : shown;
}
