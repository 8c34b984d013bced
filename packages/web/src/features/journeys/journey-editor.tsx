import { Checkbox, NumberInput, SegmentedControl, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { eventNames, propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { DurationField } from '../../ui/fields/duration-field.tsx';
import { EventField } from '../../ui/fields/event-field.tsx';
import { NameSelect } from '../../ui/fields/name-select.tsx';
import { NO_EVENT } from '../../ui/fields/no-event.ts';
import { Option, Options } from '../../ui/options.tsx';
import { Words } from '../../ui/words.tsx';
import { ExpandField } from './expand-field.tsx';
import { GroupsField } from './groups-field.tsx';
import { optionsSet } from './question.ts';
import type { JourneySearch } from './search.ts';

export interface JourneyEditorProps {
  readonly search: JourneySearch;
  readonly onChange: (part: Partial<Record<keyof JourneySearch, unknown>>) => void;
}

const HALF_HOUR = { amount: 30, unit: 'minute' } as const;
const DAY = { amount: 24, unit: 'hour' } as const;
const MONTH = { amount: 30, unit: 'day' } as const;

/** The anchor, how far to look on either side, and what coming back and converting mean. */
export function JourneyEditor({ search, onChange }: JourneyEditorProps) {
  const project = useProject();
  const names = useQuery(eventNames(project));
  const { anchor, goal, returnTo, to, workaround } = search;
  const anchorName = anchor.names.length === 1 ? anchor.names[0] : undefined;
  const properties = useQuery(propertyNames(project, { of: 'event', event: anchorName }));
  return (
    <Stack gap="sm">
      <Option label="Around">
        <EventField label="Anchor" value={anchor} onChange={(event) => onChange({ anchor: event })} />
      </Option>
      <Option label="Coming back">
        <Words>to the same</Words>
        <NameSelect
          label="Property of what they come back to"
          placeholder="anything"
          value={returnTo?.sameProperty ?? ''}
          options={(properties.data?.properties ?? []).map(({ name }) => ({ value: name }))}
          width={160}
          onChange={(sameProperty) => onChange({ returnTo: { ...returnTo, sameProperty } })}
        />
        <Words>within</Words>
        <DurationField
          label="Coming back within"
          value={returnTo?.within ?? DAY}
          onChange={(within) => onChange({ returnTo: { ...returnTo, within } })}
        />
      </Option>
      <Option label="Goal">
        <EventField
          label="Goal"
          value={goal?.event ?? NO_EVENT}
          onChange={(event) => onChange({ goal: event.names.length === 0 ? undefined : { ...goal, event } })}
        />
        {goal !== undefined && (
          <DurationField
            label="Goal within"
            value={goal.within ?? MONTH}
            onChange={(within) => onChange({ goal: { ...goal, within } })}
          />
        )}
      </Option>
      <Options set={optionsSet(search)}>
        <Option label="Before">
          <DurationField
            label="Before"
            value={search.before ?? HALF_HOUR}
            onChange={(before) => onChange({ before })}
          />
        </Option>
        <Option label="After">
          <DurationField
            label="After"
            value={search.after ?? HALF_HOUR}
            onChange={(after) => onChange({ after })}
          />
        </Option>
        <Option label="Look at">
          <SegmentedControl
            size="xs"
            aria-label="Which anchors"
            value={search.occurrence ?? 'every'}
            data={[
              { value: 'every', label: 'every time' },
              { value: 'first', label: 'each one’s first' },
            ]}
            onChange={(occurrence) => onChange({ occurrence })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Of whom"
            value={search.unit ?? 'user'}
            data={[
              { value: 'user', label: 'users' },
              { value: 'account', label: 'accounts' },
            ]}
            onChange={(unit) => onChange({ unit, cohort: undefined, segments: undefined })}
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
        <Option label="Events">
          <Checkbox
            size="xs"
            label="within the session"
            checked={search.withinSession ?? false}
            onChange={({ currentTarget }) => onChange({ withinSession: currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label="runs of one event are one step"
            checked={search.collapseRepeats ?? false}
            onChange={({ currentTarget }) => onChange({ collapseRepeats: currentTarget.checked })}
          />
        </Option>
        <Option label="Hide">
          <TagsInput
            size="xs"
            miw={260}
            aria-label="Events that are passed over"
            placeholder={(search.hide ?? []).length === 0 ? 'None' : ''}
            data={(names.data?.events ?? []).map(({ name }) => name)}
            limit={50}
            value={[...(search.hide ?? [])]}
            onChange={(hide) => onChange({ hide: hide.length === 0 ? undefined : hide })}
          />
        </Option>
        <Option label="Groups">
          <GroupsField
            value={search.groups ?? []}
            onChange={(groups) => onChange({ groups: groups.length === 0 ? undefined : groups })}
          />
        </Option>
        <Option label="Expand">
          <ExpandField
            value={search.expand ?? []}
            onChange={(expand) => onChange({ expand: expand.length === 0 ? undefined : expand })}
          />
        </Option>
        <Option label="Workaround">
          <EventField
            label="Workaround"
            value={workaround ?? NO_EVENT}
            onChange={(event) => onChange({ workaround: event.names.length === 0 ? undefined : event })}
          />
        </Option>
        <Option label="End with">
          <EventField
            label="End of the way"
            value={to?.event ?? NO_EVENT}
            onChange={(event) => onChange({ to: event.names.length === 0 ? undefined : { ...to, event } })}
          />
          {to !== undefined && (
            <>
              <DurationField
                label="End within"
                value={to.within ?? { amount: 1, unit: 'day' }}
                onChange={(within) => onChange({ to: { ...to, within } })}
              />
              <Words>with at most</Words>
              <NumberInput
                size="xs"
                w={90}
                aria-label="Stops in between at most"
                placeholder="any"
                min={0}
                max={50}
                allowDecimal={false}
                value={to.steps ?? ''}
                onChange={(steps) =>
                  onChange({ to: { ...to, steps: typeof steps === 'number' ? steps : undefined } })
                }
              />
              <Words>stops in between</Words>
            </>
          )}
        </Option>
        <Option label="Stops shown">
          <NumberInput
            size="xs"
            w={90}
            aria-label="Stops a step"
            min={1}
            max={50}
            allowDecimal={false}
            value={search.limit ?? 6}
            onChange={(limit) => typeof limit === 'number' && limit >= 1 && onChange({ limit })}
          />
        </Option>
      </Options>
    </Stack>
  );
}
