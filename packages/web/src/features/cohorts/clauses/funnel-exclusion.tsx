import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { Part } from '../pills/part.tsx';
import { Words } from '../pills/words.tsx';

type Exclusion = FunnelClause['exclusions'][number];

export interface ExclusionPillsProps {
  readonly clause: FunnelClause;
  readonly value: Exclusion;
  readonly onChange: (value: Exclusion) => void;
  readonly onRemove: () => void;
}

/** An event that no path may have, between two of the steps where the order is fixed. */
export function ExclusionPills({ clause, value, onChange, onRemove }: ExclusionPillsProps) {
  const { steps, order } = clause;
  const { after = 1, before = steps.length } = value;
  const choices = (from: number, to: number) =>
    steps.flatMap(({ optional }, i) =>
      optional || i + 1 < from || i + 1 > to ? [] : [{ value: String(i + 1), label: `step ${i + 1}` }],
    );
  return (
    <Part name="this exclusion" onRemove={onRemove}>
      <Words>without</Words>
      <EventPills
        label="Excluded event"
        value={value.event}
        onChange={(event) => onChange({ ...value, event })}
      />
      {order === 'this' && (
        <>
          <Words>between</Words>
          <ChoicePill
            label="After"
            value={String(after)}
            choices={choices(1, before - 1)}
            onChange={(step) => onChange({ ...value, after: Number(step) })}
          />
          <Words>and</Words>
          <ChoicePill
            label="Before"
            value={String(before)}
            choices={choices(after + 1, steps.length)}
            onChange={(step) => onChange({ ...value, before: Number(step) })}
          />
        </>
      )}
    </Part>
  );
}
