import { Text } from '@mantine/core';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { InstantField } from '../../ui/fields/instant-field.tsx';
import type { RetentionSearch } from './search.ts';

export interface CompareFieldProps {
  readonly search: RetentionSearch;
  readonly onChange: (part: Partial<RetentionSearch>) => void;
}

/** Members of a cohort beside the members of another, or beside everybody else. Takes the place of segments and of a breakdown. */
export function CompareField({ search, onChange }: CompareFieldProps) {
  const { compare, unit = 'user' } = search;
  const { cohort, baseline } = compare ?? {};
  return (
    <>
      <CohortSelect
        label="Cohort to compare"
        placeholder="No comparison"
        unit={unit}
        isClearable
        value={typeof cohort === 'string' ? cohort : undefined}
        onChange={(name) =>
          onChange({
            compare: name === undefined ? undefined : { ...compare, cohort: name },
            segments: undefined,
            breakdown: undefined,
          })
        }
      />
      {compare && (
        <>
          <Text span size="xs" c="dimmed">
            against
          </Text>
          <CohortSelect
            label="Baseline"
            placeholder="everybody else who started"
            unit={unit}
            isClearable
            value={typeof baseline === 'string' ? baseline : undefined}
            onChange={(name) => onChange({ compare: { ...compare, baseline: name } })}
          />
          <InstantField
            label="Members of the comparison as of the start of"
            placeholder="members as of the end"
            value={compare.asOf}
            onChange={(at) => onChange({ compare: { ...compare, asOf: at } })}
          />
        </>
      )}
    </>
  );
}
