import type { JourneyStep } from '@cusp/engine/analyse/journeys/result.ts';
import { Menu } from '@mantine/core';
import { IconArrowsJoin, IconArrowsSplit, IconEyeOff, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { propertyNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import { counted } from '../../ui/format.ts';
import { nodeName } from './node-name.ts';
import type { JourneySearch } from './search.ts';
import { expandedBy, stopChanges } from './stop-changes.ts';

const MOST_PROPERTIES = 8;

export interface StopMenuProps {
  readonly stop: JourneyStep;
  readonly search: JourneySearch;
  readonly onPeople: (stop: JourneyStep) => void;
  readonly onChange: (part: Partial<Record<keyof JourneySearch, unknown>>) => void;
}

/** What can be done with a stop: look at its people, pass the event over, tell it apart by a property. The items of a menu. */
export function StopMenuItems({ stop, search, onPeople, onChange }: StopMenuProps) {
  const { hide, expandable, fold } = stopChanges(search, stop.step, stop.node);
  return (
    <>
      <Menu.Label maw={320} style={{ overflowWrap: 'anywhere' }}>
        <bdi>{nodeName(stop.node)}</bdi>
      </Menu.Label>
      <Menu.Item leftSection={<IconUsers size={14} />} onClick={() => onPeople(stop)}>
        Show {counted(stop.units, search.unit ?? 'user')}
      </Menu.Item>
      {hide !== undefined && (
        <Menu.Item leftSection={<IconEyeOff size={14} />} onClick={() => onChange(hide)}>
          Hide this event
        </Menu.Item>
      )}
      {fold !== undefined && (
        <Menu.Item leftSection={<IconArrowsJoin size={14} />} onClick={() => onChange(fold)}>
          Show as one event
        </Menu.Item>
      )}
      {expandable !== undefined && (
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item leftSection={<IconArrowsSplit size={14} />}>Expand by a property</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            <PropertyItems
              event={expandable}
              onChoose={(property) => onChange(expandedBy(search, expandable, property))}
            />
          </Menu.Sub.Dropdown>
        </Menu.Sub>
      )}
    </>
  );
}

function PropertyItems({
  event,
  onChoose,
}: {
  readonly event: string;
  readonly onChoose: (property: string) => void;
}) {
  const { data, isPending } = useQuery(propertyNames(useProject(), { of: 'event', event }));
  const names = (data?.properties ?? []).slice(0, MOST_PROPERTIES);
  if (names.length === 0) return <Menu.Label>{isPending ? 'Looking …' : 'It has no properties'}</Menu.Label>;
  return names.map(({ name }) => (
    <Menu.Item key={name} maw={320} style={{ overflowWrap: 'anywhere' }} onClick={() => onChoose(name)}>
      <bdi>{name}</bdi>
    </Menu.Item>
  ));
}
