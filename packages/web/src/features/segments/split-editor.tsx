import { NumberInput, Select, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { DurationField } from '../../ui/fields/duration-field.tsx';
import { EventField } from '../../ui/fields/event-field.tsx';
import { NameSelect } from '../../ui/fields/name-select.tsx';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import { Option } from '../../ui/options.tsx';
import type { SegmentsSearch, Split } from './search.ts';

export interface SplitEditorProps {
  readonly search: SegmentsSearch;
  readonly unit: 'user' | 'account';
  readonly onChange: (part: Partial<Record<keyof SegmentsSearch, unknown>>) => void;
}

const WAYS: readonly { readonly value: Split['by']; readonly label: string }[] = [
  { value: 'property', label: 'a property, such as role' },
  { value: 'limit', label: 'the limit they hit' },
  { value: 'size', label: 'a number, such as company size' },
  { value: 'frequency', label: 'how often they come' },
];

const FRESH: Readonly<Record<Split['by'], Split>> = {
  property: { by: 'property', property: '' },
  limit: { by: 'limit', event: NO_EVENT, property: '' },
  size: { by: 'size', property: '' },
  frequency: { by: 'frequency', measure: 'active-days' },
};

/** Which cohort, split by what, and what its members are hoped to do. */
export function SplitEditor({ search, unit, onChange }: SplitEditorProps) {
  const { split, goal } = search;
  return (
    <Stack gap="sm">
      <Option label="Members of">
        <CohortSelect value={search.cohort} onChange={(cohort) => onChange({ cohort })} />
      </Option>
      <Option label="Split by">
        <Select
          size="xs"
          w={240}
          aria-label="Split by"
          data={WAYS}
          value={split.by}
          allowDeselect={false}
          onChange={(by) => by !== null && onChange({ split: FRESH[by as Split['by']] })}
        />
        <SplitFields split={split} unit={unit} onChange={(changed) => onChange({ split: changed })} />
      </Option>
      <Option label="Goal">
        <EventField
          label="Goal"
          value={goal?.event ?? NO_EVENT}
          onChange={(event) => onChange({ goal: event.names.length === 0 ? undefined : { ...goal, event } })}
        />
        {goal !== undefined && (
          <>
            <DurationField
              label="Goal within"
              value={goal.within ?? { amount: 30, unit: 'day' }}
              onChange={(within) => onChange({ goal: { ...goal, within } })}
            />
            <NumberInput
              size="xs"
              w={190}
              aria-label="Members as of so many days ago"
              prefix="members of "
              suffix=" days ago"
              min={0}
              max={366}
              allowDecimal={false}
              value={search.daysBack ?? 0}
              onChange={(days) =>
                typeof days === 'number' && onChange({ daysBack: days >= 1 ? days : undefined })
              }
            />
          </>
        )}
      </Option>
    </Stack>
  );
}

interface SplitFieldsProps {
  readonly split: Split;
  readonly unit: 'user' | 'account';
  readonly onChange: (split: Split) => void;
}

function SplitFields({ split, unit, onChange }: SplitFieldsProps) {
  const project = useProject();
  const of = split.by === 'limit' ? 'event' : unit;
  const event = split.by === 'limit' && split.event.names.length === 1 ? split.event.names[0] : undefined;
  const { data, isPending } = useQuery(propertyNames(project, { of, event }));
  const options = (data?.properties ?? []).map(({ name }) => ({ value: name }));
  const property = (value: string, set: (name: string) => Split) => (
    <NameSelect
      label="Property"
      value={value}
      options={options}
      isLoading={isPending}
      width={180}
      onChange={(name) => onChange(set(name))}
    />
  );
  switch (split.by) {
    case 'property':
      return property(split.property, (name) => ({ ...split, property: name }));
    case 'size':
      return (
        <>
          {property(split.property, (name) => ({ ...split, property: name }))}
          <Edges
            value={split.buckets ?? [10, 50, 200, 1_000]}
            onChange={(buckets) => onChange({ ...split, buckets })}
          />
        </>
      );
    case 'limit':
      return (
        <>
          <EventField
            label="Event of the limit"
            value={split.event}
            onChange={(selector) => onChange({ ...split, event: selector })}
          />
          {property(split.property ?? '', (name) => ({ ...split, property: name }))}
        </>
      );
    case 'frequency':
      return (
        <>
          <Select
            size="xs"
            w={140}
            aria-label="What is counted"
            data={[
              { value: 'active-days', label: 'active days' },
              { value: 'events', label: 'events' },
            ]}
            value={split.measure ?? 'events'}
            allowDeselect={false}
            onChange={(measure) =>
              onChange({ ...split, measure: (measure ?? 'events') as 'events' | 'active-days' })
            }
          />
          <EventField
            allowsAny
            label="Event that is counted"
            value={split.event ?? NO_EVENT}
            onChange={(selector) => onChange({ ...split, event: selector })}
          />
          <Edges
            value={split.buckets ?? [1, 4, 10, 30]}
            onChange={(buckets) => onChange({ ...split, buckets })}
          />
        </>
      );
  }
}

/** Ascending numbers between which the ranges lie; what is no number is left out. */
function Edges({
  value,
  onChange,
}: {
  readonly value: readonly number[];
  readonly onChange: (edges: number[]) => void;
}) {
  return (
    <TagsInput
      size="xs"
      miw={180}
      aria-label="Where ranges begin"
      value={value.map(String)}
      maxTags={20}
      onChange={(texts) => {
        const numbers = [...new Set(texts.map(Number))]
          .filter((each) => Number.isFinite(each))
          .sort((a, b) => a - b);
        if (numbers.length > 0) onChange(numbers);
      }}
    />
  );
}
