import { Button, Group, Text } from '@mantine/core';
import { useQuestion } from '../../api/use-question.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { rangeInstants } from '../../ui/fields/range-instants.ts';
import { numberText, shareText } from '../../ui/format.ts';
import type { RetentionSearch } from './search.ts';
import { unitFor } from './unit-for.ts';

export interface UsageHintProps {
  readonly search: RetentionSearch;
  readonly onChange: (part: Partial<RetentionSearch>) => void;
  readonly now: number;
}

/** How long they usually leave between one use and the next, and so by which interval retention is best asked for. Nothing while it is not known. */
export function UsageHint({ search, onChange, now }: UsageHintProps) {
  const { unit = 'user', range, intervals, cohort } = search;
  const { data } = useQuestion<'usage-interval'>(
    isEventUnfinished(search.return, true)
      ? undefined
      : {
          kind: 'usage-interval',
          unit,
          event: finishedEvent(search.return),
          ...rangeInstants(range, search.asOf ?? now),
          ...(cohort !== undefined && { cohort }),
        },
  );
  const days = data?.answer.usageInterval;
  if (data === undefined || days === null || days === undefined) return null;
  const best = unitFor(days);
  const isAsked = best === (intervals.unit ?? 'day');
  return (
    <Group gap={8}>
      <Text size="xs" c="dimmed">
        {shareText(data.answer.share, 0)} usually come back within {numberText(days)} day
        {days === 1 ? '' : 's'}: {isAsked ? `by ${best} fits.` : `by ${best} would fit better.`}
      </Text>
      {!isAsked && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onChange({ intervals: { ...intervals, unit: best } })}
        >
          Use {best}s
        </Button>
      )}
    </Group>
  );
}
