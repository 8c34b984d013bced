import { ActionIcon, Checkbox, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { AddEventButton, EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { InstantField } from '../../ui/fields/instant-field.tsx';
import { Option } from '../../ui/options.tsx';
import type { ValidateSearch } from './search.ts';

const MOST_STEPS = 39;

export interface ValidateOptionsProps {
  readonly search: ValidateSearch;
  readonly onChange: (part: Partial<ValidateSearch>) => void;
}

/** The way to the goal, what coming back is, who takes part, and as of when it is asked. */
export function ValidateOptions({ search, onChange }: ValidateOptionsProps) {
  const { steps } = search;
  return (
    <>
      <Option label="On the way to the goal">
        <Stack gap={4} align="flex-start">
          {steps.map((step, i) => (
            <EventField
              key={i}
              label={`Step ${i + 1} before the goal`}
              value={step}
              onChange={(event) => onChange({ steps: steps.with(i, event) })}
              after={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={`Remove step ${i + 1} before the goal`}
                  onClick={() => onChange({ steps: steps.toSpliced(i, 1) })}
                >
                  <IconX size={14} />
                </ActionIcon>
              }
            />
          ))}
          {steps.length < MOST_STEPS && (
            <AddEventButton label="Step" onAdd={() => onChange({ steps: [...steps, NO_EVENT] })} />
          )}
        </Stack>
      </Option>
      <Option label="Coming back is">
        <EventField
          label="Return event"
          value={search.return}
          allowsAny
          onChange={(event) => onChange({ return: event })}
        />
      </Option>
      <Option label="Who takes part">
        <Checkbox
          size="xs"
          label="also those who had reached the goal before"
          checked={search.anyTime ?? false}
          onChange={({ currentTarget }) => onChange({ anyTime: currentTarget.checked ? true : undefined })}
        />
      </Option>
      <Option label="As of">
        <InstantField
          label="As of the start of"
          placeholder="now"
          value={search.asOf}
          onChange={(asOf) => onChange({ asOf })}
        />
        <Text span size="xs" c="dimmed">
          The last moment lies a whole goal window before it; nothing later is looked at.
        </Text>
      </Option>
    </>
  );
}
