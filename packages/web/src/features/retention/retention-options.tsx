import { ActionIcon, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { BreakdownProperty } from '../../ui/fields/breakdown-property.tsx';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { DataUntilField } from '../../ui/fields/data-until-field.tsx';
import { AddEventButton, EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { MembersFields } from '../../ui/fields/members-fields.tsx';
import { UnitField } from '../../ui/fields/unit-field.tsx';
import { WhoFields } from '../../ui/fields/who-fields.tsx';
import { Option } from '../../ui/options.tsx';
import { CompareField } from './compare-field.tsx';
import { IntervalsField } from './intervals-field.tsx';
import type { RetentionSearch } from './search.ts';

const WHICH = {
  first: 'their first in the range',
  'first-ever': 'their first ever',
  recurring: 'recurring: the first of each interval',
} as const;

const COUNTS = {
  on: 'in the interval',
  'on-or-after': 'in the interval or later',
  streak: 'in every interval up to it',
} as const;

const MOST_RETURNS = 5;
const DEFAULT_LIMIT = 10;

export interface RetentionOptionsProps {
  readonly search: RetentionSearch;
  readonly onChange: (part: Partial<RetentionSearch>) => void;
}

/** Which starts, how returns count, of whom, and what is shown side by side. */
export function RetentionOptions({ search, onChange }: RetentionOptionsProps) {
  const { unit = 'user', start, which = 'first', count = 'on', cohort, membersAsOf, segments = [] } = search;
  const { alsoReturn = [], breakdown } = search;
  const scopes = start === 'event' ? (['event', 'user', 'account'] as const) : ([unit] as const);
  const setReturns = (list: typeof alsoReturn): void =>
    onChange({ alsoReturn: list.length === 0 ? undefined : list });
  return (
    <>
      <Option label="Count">
        <UnitField
          value={unit}
          onChange={(chosen) =>
            onChange({
              unit: chosen === 'user' ? undefined : chosen,
              cohort: undefined,
              segments: undefined,
              compare: undefined,
              breakdown: undefined,
            })
          }
        />
        {start === 'event' && (
          <ChoiceField
            label="Which of their events is the start"
            value={which}
            choices={WHICH}
            width={240}
            onChange={(chosen) => onChange({ which: chosen === 'first' ? undefined : chosen })}
          />
        )}
      </Option>
      <Option label="Came back">
        <ChoiceField
          label="When a return counts"
          value={count}
          choices={COUNTS}
          onChange={(chosen) => onChange({ count: chosen === 'on' ? undefined : chosen })}
        />
      </Option>
      <Option label="Intervals">
        <IntervalsField value={search.intervals} onChange={(intervals) => onChange({ intervals })} />
      </Option>
      <Option label="Also back with">
        <Stack gap={4} align="flex-start">
          {alsoReturn.map((event, i) => (
            <EventField
              key={i}
              label={`Further return event ${i + 1}`}
              value={event}
              onChange={(changed) => setReturns(alsoReturn.with(i, changed))}
              after={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Remove further return event ${i + 1}`}
                  onClick={() => setReturns(alsoReturn.toSpliced(i, 1))}
                >
                  <IconX size={14} />
                </ActionIcon>
              }
            />
          ))}
          {alsoReturn.length < MOST_RETURNS - 1 && (
            <AddEventButton label="Return event" onAdd={() => setReturns([...alsoReturn, NO_EVENT])} />
          )}
        </Stack>
      </Option>
      <Option label="Who">
        <WhoFields unit={unit} value={cohort} onChange={(name) => onChange({ cohort: name })} />
        {(cohort !== undefined || segments.length > 0 || membersAsOf !== undefined) && (
          <MembersFields
            value={membersAsOf}
            unknown="who came back"
            onChange={(at) => onChange({ membersAsOf: at })}
          />
        )}
      </Option>
      <Option label="Compare a cohort">
        <CompareField search={search} onChange={onChange} />
      </Option>
      <Option label="Break down by">
        <Group gap={8}>
          <BreakdownProperty
            value={breakdown}
            scopes={scopes}
            event={search.startEvent.names[0]}
            onChange={(of) =>
              onChange({ breakdown: { ...breakdown, ...of }, segments: undefined, compare: undefined })
            }
          />
          {breakdown && (
            <>
              <NumberInput
                size="xs"
                w={64}
                aria-label="How many values"
                min={1}
                max={100}
                allowDecimal={false}
                value={breakdown.limit ?? DEFAULT_LIMIT}
                onChange={(limit) =>
                  typeof limit === 'number' && limit >= 1 && onChange({ breakdown: { ...breakdown, limit } })
                }
              />
              <Text span size="xs" c="dimmed">
                values
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label="Remove the breakdown"
                onClick={() => onChange({ breakdown: undefined })}
              >
                <IconX size={14} />
              </ActionIcon>
            </>
          )}
        </Group>
      </Option>
      <Option label="Change over time of">
        <NumberInput
          size="xs"
          w={130}
          aria-label="Place of the interval whose change is shown"
          placeholder="no interval"
          min={0}
          max={400}
          allowDecimal={false}
          value={search.overTime ?? ''}
          onChange={(place) => onChange({ overTime: typeof place === 'number' ? place : undefined })}
        />
        <Text span size="xs" c="dimmed">
          the place of an interval, counted from 0
        </Text>
      </Option>
      <DataUntilField value={search.asOf} onChange={(at) => onChange({ asOf: at })} />
    </>
  );
}
