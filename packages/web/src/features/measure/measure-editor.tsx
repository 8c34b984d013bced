import { NumberInput, Select, Stack } from '@mantine/core';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { Option } from '../../ui/options.tsx';
import type { Receiver } from './receivers.ts';
import { DEFAULT_DAYS, DEFAULT_EVERY, EVERY, type MeasureSearch } from './search.ts';

export interface MeasureEditorProps {
  readonly search: MeasureSearch;
  readonly receivers: readonly Receiver[];
  readonly chosen: Receiver;
  readonly onChange: (part: Partial<Record<keyof MeasureSearch, unknown>>) => void;
}

const GROUPS = { sync: 'Syncs', export: 'Exports' } as const;

/** Who was told, what they were hoped to do, within what time, and whom they are compared with. */
export function MeasureEditor({ search, receivers, chosen, onChange }: MeasureEditorProps) {
  return (
    <Stack gap="sm">
      <Option label="Told of">
        <Select
          size="xs"
          w={320}
          maw="100%"
          aria-label="Who was told"
          data={(['sync', 'export'] as const)
            .map((kind) => ({
              group: GROUPS[kind],
              items: receivers
                .filter((each) => each.kind === kind)
                .map(({ id, label }) => ({ value: `${kind} ${id}`, label })),
            }))
            .filter(({ items }) => items.length > 0)}
          value={`${chosen.kind} ${chosen.id}`}
          allowDeselect={false}
          onChange={(value) => {
            const [kind, id] = value?.split(' ') ?? [];
            if (id !== undefined)
              onChange({ export: undefined, sync: undefined, [kind as Receiver['kind']]: id });
          }}
        />
      </Option>
      <Option label="Hoped to do">
        <EventField
          label="Goal"
          value={search.goal ?? NO_EVENT}
          onChange={(event) => onChange({ goal: event })}
        />
      </Option>
      <Option label="Within">
        <NumberInput
          size="xs"
          w={120}
          aria-label="Days to convert"
          suffix=" days"
          min={1}
          max={366}
          allowDecimal={false}
          value={search.days ?? DEFAULT_DAYS}
          onChange={(days) => typeof days === 'number' && days >= 1 && onChange({ days })}
        />
      </Option>
      {chosen.kind === 'sync' && (
        <Option label="Told in one">
          <Select
            size="xs"
            w={120}
            aria-label="Told in one"
            data={[...EVERY]}
            value={search.every ?? DEFAULT_EVERY}
            allowDeselect={false}
            onChange={(every) => onChange({ every: every ?? undefined })}
          />
        </Option>
      )}
      <Option label="Beside">
        <CohortSelect
          label="Comparable people"
          placeholder="Everyone who is known"
          value={search.comparable}
          isClearable
          onChange={(comparable) => onChange({ comparable })}
        />
      </Option>
    </Stack>
  );
}
