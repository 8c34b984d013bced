import { ActionIcon, NumberInput, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { BreakdownProperty } from '../../ui/fields/breakdown-property.tsx';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { EventField, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { HitsWindowField } from './hits-window-field.tsx';
import type { FunnelSearch } from './search.ts';
import { StepSelect } from './step-select.tsx';

const FROM = { step: 'on the event of', hits: 'on all such events they did:' } as const;
const LISTS = { whole: 'a list is one value', each: 'each element of a list' } as const;
const DEFAULT_LIMIT = 10;
const MOST_VALUES = 100;

export interface BreakdownFieldProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

/** By which property, on whose event, and how many of its values. */
export function BreakdownField({ search, onChange }: BreakdownFieldProps) {
  const { breakdown, steps } = search;
  const of = breakdown?.hits?.event.names[0] ?? steps[(breakdown?.step ?? 1) - 1]?.names[0];
  const set = (part: Partial<NonNullable<typeof breakdown>>): void =>
    onChange({ breakdown: { scope: 'event', property: '', ...breakdown, ...part } });
  return (
    <>
      <BreakdownProperty value={breakdown} event={of} onChange={set} />
      {breakdown && (
        <>
          <ChoiceField
            label="On which events the value stands"
            value={breakdown.hits === undefined ? 'step' : 'hits'}
            choices={FROM}
            width={200}
            onChange={(from) =>
              set(from === 'hits' ? { hits: { event: NO_EVENT }, step: undefined } : { hits: undefined })
            }
          />
          {breakdown.hits === undefined ? (
            <StepSelect
              label="Step whose event has the value"
              none="the first step"
              steps={steps}
              value={breakdown.step}
              onChange={(step) => set({ step })}
            />
          ) : (
            <>
              <EventField
                label="Events with the value"
                value={breakdown.hits.event}
                onChange={(event) => set({ hits: { ...breakdown.hits, event } })}
              />
              <HitsWindowField
                value={breakdown.hits.window}
                onChange={(window) =>
                  breakdown.hits && set({ hits: { event: breakdown.hits.event, ...(window && { window }) } })
                }
              />
            </>
          )}
          {breakdown.hits === undefined && (
            <ChoiceField
              label="Lists"
              value={breakdown.lists ?? 'whole'}
              choices={LISTS}
              width={170}
              onChange={(lists) => set({ lists })}
            />
          )}
          <NumberInput
            size="xs"
            w={64}
            aria-label="How many values"
            min={1}
            max={MOST_VALUES}
            allowDecimal={false}
            value={breakdown.limit ?? DEFAULT_LIMIT}
            onChange={(limit) => typeof limit === 'number' && limit >= 1 && set({ limit })}
          />
          <Text span size="xs" c="dimmed">
            values
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Remove the breakdown"
            onClick={() => onChange({ breakdown: undefined })}
          >
            <IconX size={14} />
          </ActionIcon>
        </>
      )}
    </>
  );
}
