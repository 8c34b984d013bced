import { Text } from '@mantine/core';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { InstantField } from '../../ui/fields/instant-field.tsx';
import { UnitField } from '../../ui/fields/unit-field.tsx';
import { Option } from '../../ui/options.tsx';
import { BreakdownField } from './breakdown-field.tsx';
import { ExclusionsField } from './exclusions-field.tsx';
import { HeldField } from './held-field.tsx';
import type { FunnelSearch } from './search.ts';
import { ShownFields } from './shown-fields.tsx';

const COUNTS = {
  units: 'each once, with the longest path',
  each: 'each held value or session',
  totals: 'every attempt',
} as const;

const NEW = {
  all: 'new or not',
  'in-range': 'only if first seen in the range',
  'first-day': 'only on the day they were first seen',
} as const;

const AS_OF = {
  now: 'as of the end',
  start: 'as of the start of the range',
  day: 'as of a day',
} as const;

export interface FunnelOptionsProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** Whom a funnel counts, which paths it allows, and what it shows beside the steps. */
export function FunnelOptions({ search, onChange }: FunnelOptionsProps) {
  const { unit = 'user', count = 'units', newOnly, cohort, membersAsOf, segments = [] } = search;
  const asOf = membersAsOf === undefined ? 'now' : membersAsOf === 'start' ? 'start' : 'day';
  const hasMembers = cohort !== undefined || segments.some((each) => each.cohort !== undefined);
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
            })
          }
        />
        <ChoiceField
          label="How often one counts"
          value={count}
          choices={COUNTS}
          width={250}
          onChange={(chosen) => onChange({ count: chosen === 'units' ? undefined : chosen })}
        />
      </Option>
      <Option label="Who">
        <CohortSelect
          label="Only members of"
          placeholder="Everybody, or only members of …"
          unit={unit}
          isClearable
          value={typeof cohort === 'string' ? cohort : undefined}
          onChange={(name) => onChange({ cohort: name })}
        />
        {typeof cohort === 'object' && (
          <Text span size="xs" c="dimmed">
            members of a definition in the address
          </Text>
        )}
        <ChoiceField
          label="New or not"
          value={newOnly ?? 'all'}
          choices={NEW}
          width={250}
          onChange={(chosen) => onChange({ newOnly: chosen === 'all' ? undefined : chosen })}
        />
      </Option>
      {(hasMembers || membersAsOf !== undefined) && (
        <Option label="Members">
          <ChoiceField
            label="As of when members are members"
            value={asOf}
            choices={AS_OF}
            onChange={(chosen) =>
              onChange({
                membersAsOf: chosen === 'now' ? undefined : chosen === 'start' ? 'start' : Date.now(),
              })
            }
          />
          {typeof membersAsOf === 'number' && (
            <InstantField
              label="Members as of the start of"
              placeholder="the end"
              value={membersAsOf}
              onChange={(at) => onChange({ membersAsOf: at })}
            />
          )}
          <Text span size="xs" c="dimmed">
            As of the start it knows nothing of what they did in the range.
          </Text>
        </Option>
      )}
      <Option label="Not in between">
        <ExclusionsField search={search} onChange={onChange} />
      </Option>
      <Option label="Same value throughout">
        <HeldField search={search} onChange={onChange} />
      </Option>
      <Option label="Break down by">
        <BreakdownField search={search} onChange={onChange} />
      </Option>
      <Option label="Also show">
        <ShownFields search={search} onChange={onChange} />
      </Option>
      <Option label="Look at data up to">
        <InstantField
          label="Data up to the start of"
          placeholder="now"
          value={search.asOf}
          onChange={(at) => onChange({ asOf: at })}
        />
      </Option>
    </>
  );
}
