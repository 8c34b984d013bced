import { Chip, Group } from '@mantine/core';
import { EventSelect } from '../../ui/fields/event-select.tsx';
import { type ProfileSearch, SHOWN, type Shown } from './search.ts';

const NAMES: Readonly<Record<Shown, string>> = {
  event: 'Events',
  session: 'Sessions',
  property: 'Properties',
  cohort: 'Cohorts',
  touch: 'Syncs and messages',
};

export interface TimelineChoiceProps {
  readonly search: ProfileSearch;
  readonly onChange: (part: Partial<ProfileSearch>) => void;
}

/** What of a timeline is shown: kinds, or one event. */
export function TimelineChoice({ search, onChange }: TimelineChoiceProps) {
  const shown = search.show ?? SHOWN;
  return (
    <Group gap={6} mb="sm">
      {SHOWN.map((kind) => (
        <Chip
          key={kind}
          size="xs"
          checked={shown.includes(kind)}
          onChange={(isOn) => {
            const next = SHOWN.filter((each) => (each === kind ? isOn : shown.includes(each)));
            onChange({ show: next.length === 0 || next.length === SHOWN.length ? undefined : next });
          }}
        >
          {NAMES[kind]}
        </Chip>
      ))}
      <EventSelect
        label="Only this event"
        placeholder="Only one event"
        value={search.event ?? ''}
        width={200}
        onChange={(event) => onChange({ event, show: ['event'] })}
      />
      {search.event !== undefined && (
        <Chip size="xs" checked onChange={() => onChange({ event: undefined, show: undefined })}>
          All events
        </Chip>
      )}
    </Group>
  );
}
