import { Text } from '@mantine/core';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { DurationField } from '../../ui/fields/duration-field.tsx';
import { DEFAULT_WINDOW, type FunnelSearch } from './search.ts';

const WINDOWS = {
  time: 'within',
  sent: 'in one session, as sent',
  pauses: 'in one session, by pauses of 30 min',
} as const;

export interface WindowFieldProps {
  readonly value: FunnelSearch['conversionWindow'];
  readonly onChange: (value: FunnelSearch['conversionWindow']) => void;
}

/** How long a path may take: a time, or one session. */
export function WindowField({ value = DEFAULT_WINDOW, onChange }: WindowFieldProps) {
  return (
    <>
      <ChoiceField
        label="Time or session"
        value={'session' in value ? value.session : 'time'}
        choices={WINDOWS}
        width={'session' in value ? 250 : 104}
        onChange={(kind) => onChange(kind === 'time' ? DEFAULT_WINDOW : { session: kind })}
      />
      {'amount' in value ? (
        <DurationField label="Conversion window" value={value} onChange={onChange} />
      ) : (
        <Text span size="xs" c="dimmed">
          {value.session === 'sent'
            ? 'Events without a session id take no part.'
            : 'A session ends with a pause of over 30 minutes.'}
        </Text>
      )}
    </>
  );
}
