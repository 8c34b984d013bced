import { ActionIcon, Group, Select, Stack, TagsInput, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { AddEventButton, EventField } from '../../ui/fields/event-field.tsx';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import { Option } from '../../ui/options.tsx';
import { BreakdownField } from './breakdown-field.tsx';
import { MeasureField } from './measure-field.tsx';
import type { TrendsSearch } from './search.ts';

export interface TrendsEditorProps {
  readonly search: TrendsSearch;
  readonly onChange: (part: Partial<Record<keyof TrendsSearch, unknown>>) => void;
}

const MOST_SERIES = 10;
const LETTERS = 'ABCDEFGHIJ';

/** Which events, what of them, and how they are split. Only the options of the view that is open. */
export function TrendsEditor({ search, onChange }: TrendsEditorProps) {
  const { view = 'events', series } = search;
  const isEvents = view === 'events';
  const shown = isEvents ? series : series.slice(0, 1);
  return (
    <Stack gap="sm">
      {shown.map((each, i) => (
        <Group key={i} gap="sm" align="flex-start">
          <Text size="sm" c="dimmed" w={92} pt={5}>
            {isEvents ? `Series ${LETTERS[i]}` : 'Event'}
          </Text>
          {isEvents && (
            <MeasureField
              value={each.measure}
              event={each.event}
              onChange={(measure) => onChange({ series: series.with(i, { ...each, measure }) })}
            />
          )}
          <EventField
            allowsAny
            label={isEvents ? `Event of series ${LETTERS[i]}` : 'Event'}
            value={each.event}
            onChange={(event) => onChange({ series: series.with(i, { ...each, event }) })}
            after={
              series.length > 1 &&
              isEvents && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Remove series ${LETTERS[i]}`}
                  onClick={() => onChange({ series: series.toSpliced(i, 1) })}
                >
                  <IconX size={14} />
                </ActionIcon>
              )
            }
          />
        </Group>
      ))}
      {isEvents && series.length < MOST_SERIES && (
        <div>
          <AddEventButton
            label="Series"
            onAdd={() => onChange({ series: [...series, { event: NO_EVENT }] })}
          />
        </div>
      )}
      {isEvents && (series.length > 1 || (search.formulas ?? []).length > 0) && (
        <Option label="Formulas">
          <TagsInput
            size="xs"
            miw={280}
            aria-label="Formulas of the series"
            placeholder="A / B * 100"
            splitChars={[';']}
            value={search.formulas ?? []}
            onChange={(formulas) => onChange({ formulas: formulas.length === 0 ? undefined : formulas })}
          />
        </Option>
      )}
      {(isEvents || view === 'frequency') && (
        <Option label="Split by">
          <BreakdownField
            value={search.breakdown ?? []}
            most={isEvents ? 3 : 1}
            event={series[0]?.event.names[0]}
            onChange={(breakdown) => onChange({ breakdown: breakdown.length === 0 ? undefined : breakdown })}
          />
        </Option>
      )}
      <Option label="Of">
        <Select
          size="xs"
          w={110}
          aria-label="Of whom"
          data={[
            { value: 'user', label: 'users' },
            { value: 'account', label: 'accounts' },
          ]}
          value={search.unit ?? 'user'}
          allowDeselect={false}
          onChange={(unit) => onChange({ unit: unit ?? undefined, cohort: undefined, segments: undefined })}
        />
        <CohortSelect
          label="Only members of"
          placeholder="everybody"
          unit={search.unit ?? 'user'}
          isClearable
          value={typeof search.cohort === 'string' ? search.cohort : undefined}
          onChange={(cohort) => onChange({ cohort })}
        />
      </Option>
    </Stack>
  );
}
