import { SegmentedControl, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { Destination } from '../../api/syncs.ts';
import { CohortSelect } from '../../ui/fields/cohort-select.tsx';
import { Option } from '../../ui/options.tsx';
import type { NewSyncSearch } from './search.ts';
import type { SyncDraft } from './sync-draft.ts';

export interface SyncFieldsProps {
  readonly names: NewSyncSearch;
  readonly onNames: (part: NewSyncSearch) => void;
  readonly value: SyncDraft;
  readonly onChange: (value: SyncDraft) => void;
  readonly destinations: readonly Destination[];
}

/** Which cohort goes into which audience, and how. */
export function SyncFields({ names, onNames, value, onChange, destinations }: SyncFieldsProps) {
  return (
    <Stack gap="sm">
      <Option label="Cohort">
        <CohortSelect
          value={names.cohort}
          onChange={(cohort) => onNames(cohort === undefined ? {} : { cohort })}
        />
      </Option>
      <Option label="Destination">
        <Select
          size="xs"
          w={240}
          aria-label="Destination"
          placeholder="Choose a destination"
          data={destinations.map(({ name }) => name)}
          value={names.destination ?? null}
          allowDeselect={false}
          onChange={(destination) => onNames(destination === null ? {} : { destination })}
        />
      </Option>
      <Option label="Audience">
        <TextInput
          size="xs"
          w={240}
          aria-label="Name of the audience over there"
          placeholder={names.cohort ?? 'Named as the cohort'}
          maxLength={200}
          value={value.audience}
          onChange={({ currentTarget }) => onChange({ ...value, audience: currentTarget.value })}
        />
      </Option>
      <Option label="Mode">
        <SegmentedControl
          size="xs"
          aria-label="Mode"
          value={value.mode}
          onChange={(mode) => onChange({ ...value, mode: mode as SyncDraft['mode'] })}
          data={[
            { value: 'dynamic', label: 'Dynamic: follows the cohort' },
            { value: 'once', label: 'Once' },
          ]}
        />
      </Option>
      <Switch
        label="Exclusive: take out whoever is in the audience and not in the cohort"
        checked={value.exclusive}
        onChange={({ currentTarget }) => onChange({ ...value, exclusive: currentTarget.checked })}
      />
    </Stack>
  );
}
