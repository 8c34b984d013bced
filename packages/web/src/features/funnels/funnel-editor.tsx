import { Group, Stack } from '@mantine/core';
import { ChoiceField } from '../../ui/fields/choice-field.tsx';
import { AddEventButton, NO_EVENT } from '../../ui/fields/event-field.tsx';
import { Options } from '../../ui/options.tsx';
import { FunnelOptions } from './funnel-options.tsx';
import { optionsSet } from './question.ts';
import type { FunnelSearch } from './search.ts';
import { StepList } from './step-list.tsx';
import { WindowField } from './window-field.tsx';

export interface FunnelEditorProps {
  readonly search: FunnelSearch;
  readonly onChange: (part: Partial<FunnelSearch>) => void;
}

const MOST_STEPS = 40;

const ORDERS = {
  this: 'in this order',
  any: 'in any order',
  exact: 'in this order, nothing between',
} as const;

/** The steps of a funnel, how they must follow each other, and all else that can be asked of them. */
export function FunnelEditor({ search, onChange }: FunnelEditorProps) {
  const { steps, order = 'this', conversionWindow } = search;
  return (
    <Stack gap={8}>
      <StepList search={search} onChange={onChange} />
      <Group gap={8} wrap="wrap">
        {steps.length < MOST_STEPS && (
          <AddEventButton label="Step" onAdd={() => onChange({ steps: [...steps, NO_EVENT] })} />
        )}
        <ChoiceField
          label="Order"
          value={order}
          choices={ORDERS}
          onChange={(chosen) => onChange({ order: chosen === 'this' ? undefined : chosen })}
        />
        <WindowField value={conversionWindow} onChange={(value) => onChange({ conversionWindow: value })} />
      </Group>
      <Options set={optionsSet(search)}>
        <FunnelOptions search={search} onChange={onChange} />
      </Options>
    </Stack>
  );
}
