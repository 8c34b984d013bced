import { Text } from '@mantine/core';
import { ChoiceField } from './choice-field.tsx';
import { InstantField } from './instant-field.tsx';

const AS_OF = {
  now: 'as of the end',
  start: 'as of the start of the range',
  day: 'as of a day',
} as const;

export interface MembersFieldsProps {
  /** UTC ms, or the start of the range; the end when left out. */
  readonly value: number | 'start' | undefined;
  readonly onChange: (value: number | 'start' | undefined) => void;
  /** What membership as of the start knows nothing of, such as "who came back". */
  readonly unknown: string;
}

/** As of when members are members. */
export function MembersFields({ value, onChange, unknown }: MembersFieldsProps) {
  return (
    <>
      <ChoiceField
        label="As of when members are members"
        value={value === undefined ? 'now' : value === 'start' ? 'start' : 'day'}
        choices={AS_OF}
        width={210}
        onChange={(chosen) =>
          onChange(chosen === 'now' ? undefined : chosen === 'start' ? 'start' : Date.now())
        }
      />
      {typeof value === 'number' && (
        <InstantField
          label="Members as of the start of"
          placeholder="the end"
          value={value}
          onChange={onChange}
        />
      )}
      <Text span size="xs" c="dimmed">
        As of the start it knows nothing of {unknown}.
      </Text>
    </>
  );
}
