import { Group, NumberInput, Stack } from '@mantine/core';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { DurationField } from '../../ui/fields/duration-field.tsx';
import { EventField } from '../../ui/fields/event-field.tsx';
import { Options } from '../../ui/options.tsx';
import { Words } from '../../ui/words.tsx';
import { optionsSet } from './question.ts';
import type { ValidateSearch } from './search.ts';
import { ValidateOptions } from './validate-options.tsx';

export interface ValidateEditorProps {
  readonly search: ValidateSearch;
  readonly unit: 'user' | 'account' | undefined;
  readonly onChange: (part: Partial<ValidateSearch>) => void;
}

const MOST_INSTANTS = 60;

/** Which cohort, against whom, and whether it tells who reaches which goal. */
export function ValidateEditor({ search, unit, onChange }: ValidateEditorProps) {
  return (
    <Stack gap={8}>
      <Group gap={8} align="flex-start">
        <Words>Do members of</Words>
        <CohortSelect
          label="Cohort"
          value={search.cohort}
          onChange={(cohort) => onChange({ cohort, baseline: undefined })}
        />
        <Words>do</Words>
        <EventField label="Goal" value={search.goal} onChange={(goal) => onChange({ goal })} />
        <Words>within</Words>
        <DurationField
          label="Goal window"
          units={['day', 'week']}
          value={search.horizon}
          onChange={(horizon) => onChange({ horizon })}
        />
      </Group>
      <Group gap={8}>
        <Words>more often than</Words>
        <CohortSelect
          label="Baseline"
          placeholder="everybody else known then"
          {...(unit && { unit })}
          isClearable
          value={search.baseline}
          onChange={(baseline) => onChange({ baseline })}
        />
        <Words>looking back at</Words>
        <NumberInput
          size="xs"
          w={72}
          aria-label="How many moments"
          min={1}
          max={MOST_INSTANTS}
          allowDecimal={false}
          value={search.instants}
          onChange={(instants) => typeof instants === 'number' && instants >= 1 && onChange({ instants })}
        />
        <Words>moments, one every</Words>
        <DurationField
          label="Time between moments"
          units={['day', 'week']}
          value={search.every}
          onChange={(every) => onChange({ every })}
        />
      </Group>
      <Options set={optionsSet(search)}>
        <ValidateOptions search={search} onChange={onChange} />
      </Options>
    </Stack>
  );
}
