import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { BucketsField } from './buckets-field.tsx';
import type { FunnelSearch } from './search.ts';
import { StepSelect } from './step-select.tsx';

const INTERVALS = { hour: 'by hour', day: 'by day', week: 'by week', month: 'by month' } as const;

export interface ShownFieldsProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** What stands beside the steps when it is asked for: times, how often before, and conversion over time. */
export function ShownFields({ search, onChange }: ShownFieldsProps) {
  const { timeToConvert, frequency, overTime, steps } = search;
  return (
    <Stack gap={6} pt={6}>
      <Group gap={8} align="flex-start">
        <Checkbox
          size="xs"
          pt={4}
          label="How long each step took"
          checked={timeToConvert !== undefined}
          onChange={({ currentTarget }) =>
            onChange({ timeToConvert: currentTarget.checked ? {} : undefined })
          }
        />
        {timeToConvert && (
          <BucketsField
            value={timeToConvert.buckets}
            onChange={(buckets) => onChange({ timeToConvert: buckets === undefined ? {} : { buckets } })}
          />
        )}
      </Group>
      <Group gap={8}>
        <Checkbox
          size="xs"
          label="Conversion over time"
          checked={overTime !== undefined}
          onChange={({ currentTarget }) =>
            onChange({ overTime: currentTarget.checked ? { interval: 'day' } : undefined })
          }
        />
        {overTime && (
          <ChoiceField
            label="Interval"
            value={overTime.interval}
            choices={INTERVALS}
            width={120}
            onChange={(interval) => onChange({ overTime: { interval } })}
          />
        )}
      </Group>
      <Group gap={8} align="flex-start">
        <Checkbox
          size="xs"
          pt={4}
          label="How often they did an event before"
          checked={frequency !== undefined}
          onChange={({ currentTarget }) => onChange({ frequency: currentTarget.checked ? {} : undefined })}
        />
        {frequency && (
          <>
            <EventField
              label="Event that is counted; the first step when none is chosen"
              value={frequency.event ?? NO_EVENT}
              onChange={(event) => onChange({ frequency: { ...frequency, event } })}
            />
            <Text span size="xs" c="dimmed" pt={6}>
              before they reached
            </Text>
            <StepSelect
              label="Counted before step"
              none="the last step"
              least={2}
              steps={steps}
              value={frequency.before}
              onChange={(before) => onChange({ frequency: { ...frequency, before } })}
            />
          </>
        )}
      </Group>
    </Stack>
  );
}
