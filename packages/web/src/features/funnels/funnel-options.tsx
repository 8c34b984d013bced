import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { DataUntilField } from '../../ui/fields/data-until-field.tsx';
import { MembersFields } from '../../ui/fields/members-fields.tsx';
import { UnitField } from '../../ui/fields/unit-field.tsx';
import { WhoFields } from '../../ui/fields/who-fields.tsx';
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

export interface FunnelOptionsProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** Whom a funnel counts, which paths it allows, and what it shows beside the steps. */
export function FunnelOptions({ search, onChange }: FunnelOptionsProps) {
  const { unit = 'user', count = 'units', newOnly, cohort, membersAsOf, segments = [] } = search;
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
        <WhoFields unit={unit} value={cohort} onChange={(name) => onChange({ cohort: name })} />
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
          <MembersFields
            value={membersAsOf}
            unknown="what they did in the range"
            onChange={(at) => onChange({ membersAsOf: at })}
          />
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
      <DataUntilField value={search.asOf} onChange={(at) => onChange({ asOf: at })} />
    </>
  );
}
