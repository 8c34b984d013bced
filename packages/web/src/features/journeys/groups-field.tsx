import { ActionIcon, Button, Group, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { eventNames } from '../../api/catalogue.ts';
import { useProject } from '../../api/use-project.ts';
import type { EventGroup } from './groups.ts';
import { takenElsewhere } from './groups.ts';

const MOST = 50;
const MOST_EVENTS = 100;
const MOST_SHOWN = 50;

/** Several events under one name, such as all that has to do with paying. An event is in one group at most. */
export function GroupsField({
  value,
  onChange,
}: {
  readonly value: readonly EventGroup[];
  readonly onChange: (value: EventGroup[]) => void;
}) {
  const names = useQuery(eventNames(useProject()));
  return (
    <Stack gap={4}>
      {value.map((each, i) => {
        const taken = takenElsewhere(value, i);
        return (
          <Group gap={4} key={i} align="flex-start">
            <TextInput
              size="xs"
              w={150}
              aria-label={`Name of group ${i + 1}`}
              placeholder="Name"
              maxLength={1024}
              value={each.name}
              onChange={({ currentTarget }) =>
                onChange(value.with(i, { ...each, name: currentTarget.value }))
              }
            />
            <Text span size="sm" c="dimmed" pt={5}>
              is any of
            </Text>
            <TagsInput
              size="xs"
              w={300}
              aria-label={`Events of group ${i + 1}`}
              placeholder={each.events.length === 0 ? 'Events' : ''}
              splitChars={[]}
              maxTags={MOST_EVENTS}
              data={(names.data?.events ?? []).map(({ name }) => name).filter((name) => !taken.has(name))}
              limit={MOST_SHOWN}
              value={[...each.events]}
              onChange={(events) =>
                onChange(value.with(i, { ...each, events: events.filter((name) => !taken.has(name)) }))
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              mt={4}
              aria-label={`Remove group ${i + 1}`}
              onClick={() => onChange(value.toSpliced(i, 1))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        );
      })}
      {value.length < MOST && (
        <div>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} />}
            onClick={() => onChange([...value, { name: '', events: [] }])}
          >
            A group of events
          </Button>
        </div>
      )}
    </Stack>
  );
}
