import { Group, Stack } from '@mantine/core';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { EventField } from '../../ui/fields/event-field.tsx';
import { InstantField } from '../../ui/fields/instant-field.tsx';
import { Options } from '../../ui/options.tsx';
import { Words } from '../../ui/words.tsx';
import { optionsSet } from './question.ts';
import { RetentionOptions } from './retention-options.tsx';
import type { RetentionSearch } from './search.ts';
import { UsageHint } from './usage-hint.tsx';

const STARTS = {
  'first-seen': 'were first seen',
  event: 'did',
  instant: 'were known at one instant',
} as const;

const UNITS = { day: 'by day', week: 'by week', month: 'by month' } as const;

export interface RetentionEditorProps {
  readonly search: RetentionSearch;
  readonly onChange: (part: Partial<RetentionSearch>) => void;
  /** When a range up to now ends, UTC ms. */
  readonly now: number;
}

/** Who started, what coming back is, and by which interval; all else one click away. */
export function RetentionEditor({ search, onChange, now }: RetentionEditorProps) {
  const { start, startEvent, intervals, at } = search;
  return (
    <Stack gap={8}>
      <Group gap={8} align="flex-start">
        <Words>Of those who</Words>
        <ChoiceField
          label="What a start is"
          value={start}
          choices={STARTS}
          onChange={(kind) => onChange({ start: kind })}
        />
        {start === 'event' && (
          <EventField
            label="Starting event"
            value={startEvent}
            onChange={(event) => onChange({ startEvent: event })}
          />
        )}
        {start === 'instant' && (
          <InstantField
            label="Known at the start of"
            placeholder="the start of the range"
            value={at}
            onChange={(instant) => onChange({ at: instant })}
          />
        )}
      </Group>
      <Group gap={8} align="flex-start">
        <Words>how many came back with</Words>
        <EventField
          label="Return event"
          value={search.return}
          allowsAny
          onChange={(event) => onChange({ return: event })}
        />
        <ChoiceField
          label="By which interval"
          value={intervals.unit ?? 'day'}
          choices={UNITS}
          width={110}
          onChange={(unit) => onChange({ intervals: { ...intervals, unit } })}
        />
      </Group>
      <UsageHint search={search} onChange={onChange} now={now} />
      <Options set={optionsSet(search)}>
        <RetentionOptions search={search} onChange={onChange} />
      </Options>
    </Stack>
  );
}
