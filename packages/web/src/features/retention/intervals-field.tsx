import { NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { bracketsText, readBrackets } from './brackets.ts';
import type { Intervals } from './search.ts';

const KINDS = { calendar: 'of the calendar', rolling: 'rolling from the start' } as const;
const WEEK_STARTS = {
  monday: 'weeks begin on Monday',
  tuesday: 'weeks begin on Tuesday',
  wednesday: 'weeks begin on Wednesday',
  thursday: 'weeks begin on Thursday',
  friday: 'weeks begin on Friday',
  saturday: 'weeks begin on Saturday',
  sunday: 'weeks begin on Sunday',
} as const;
const DEFAULT_LAST = 30;
const MOST = 400;

export interface IntervalsFieldProps {
  readonly value: Intervals;
  readonly onChange: (value: Intervals) => void;
}

/** What an interval is, how many, and several of them as one. */
export function IntervalsField({ value, onChange }: IntervalsFieldProps) {
  const { kind = 'rolling', last = DEFAULT_LAST, brackets, unit = 'day', weekStart = 'monday' } = value;
  const [text, setText] = useState(brackets === undefined ? '' : bracketsText(brackets));
  const isRead = text.trim() === '' || readBrackets(text) !== undefined;
  return (
    <>
      <ChoiceField
        label="Rolling or of the calendar"
        value={kind}
        choices={KINDS}
        width={190}
        onChange={(chosen) => onChange({ ...value, kind: chosen })}
      />
      <Text span size="xs" c="dimmed">
        0 to
      </Text>
      <NumberInput
        size="xs"
        w={72}
        aria-label="The last interval"
        min={1}
        max={MOST}
        allowDecimal={false}
        disabled={brackets !== undefined}
        value={last}
        onChange={(chosen) =>
          typeof chosen === 'number' && chosen >= 1 && onChange({ ...value, last: chosen })
        }
      />
      <TextInput
        size="xs"
        w={190}
        aria-label="Intervals counted as one"
        placeholder="or as one, such as 0, 1-6, 7-13"
        error={isRead ? undefined : 'In order, as 0, 1-6, 7-13'}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          const read = readBrackets(currentTarget.value);
          if (read !== undefined || currentTarget.value.trim() === '') onChange({ ...value, brackets: read });
        }}
      />
      {unit === 'week' && (
        <ChoiceField
          label="When weeks begin"
          value={weekStart}
          choices={WEEK_STARTS}
          width={200}
          onChange={(day) => onChange({ ...value, weekStart: day })}
        />
      )}
      {kind === 'rolling' && (
        <Text span size="xs" c="dimmed">
          A rolling day is 24 hours, a month 30 days.
        </Text>
      )}
    </>
  );
}
