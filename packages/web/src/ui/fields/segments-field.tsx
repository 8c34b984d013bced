import type { SegmentChoice } from '@cusp/engine/analyse/scope/segments.ts';
import { Button, Menu, Pill } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { cohortList } from '../../api/cohorts.ts';
import { useProject } from '../../api/use-project.ts';

export interface SegmentsFieldProps {
  readonly value: readonly SegmentChoice[];
  readonly onChange: (value: SegmentChoice[]) => void;
  readonly unit?: 'user' | 'account';
}

const EVERYONE: SegmentChoice = { name: 'Everyone', who: 'everyone' };
const EVERYONE_ELSE: SegmentChoice = { name: 'Everyone else', who: 'everyone-else' };
const MOST = 10;

/** Groups side by side: saved cohorts, everyone, everyone else. */
export function SegmentsField({ value, onChange, unit = 'user' }: SegmentsFieldProps) {
  const { data } = useQuery(cohortList(useProject()));
  const cohorts = (data?.cohorts ?? []).filter(
    (each) => each.unit === unit && !value.some(({ name }) => name === each.name),
  );
  const has = (who: SegmentChoice['who']): boolean => value.some((each) => each.who === who);
  return (
    <>
      {value.map((segment) => (
        <Pill
          key={segment.name}
          size="md"
          withRemoveButton
          removeButtonProps={{
            'aria-label': `Remove segment ${segment.name}`,
            'aria-hidden': false,
            tabIndex: 0,
          }}
          onRemove={() => onChange(value.filter(({ name }) => name !== segment.name))}
        >
          <bdi>{segment.name}</bdi>
        </Pill>
      ))}
      {value.length < MOST && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />}>
              Segment
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
            {cohorts.map(({ id, name }) => (
              <Menu.Item key={id} onClick={() => onChange([...value, { name, cohort: name }])}>
                <bdi>{name}</bdi>
              </Menu.Item>
            ))}
            {cohorts.length === 0 && <Menu.Label>No other cohort of {unit}s is saved</Menu.Label>}
            <Menu.Divider />
            <Menu.Item disabled={has('everyone')} onClick={() => onChange([...value, EVERYONE])}>
              Everyone
            </Menu.Item>
            <Menu.Item
              disabled={has('everyone-else') || !value.some(({ cohort }) => cohort !== undefined)}
              onClick={() => onChange([...value, EVERYONE_ELSE])}
            >
              Everyone else
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
