import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';
import { EventPills } from '../pills/event-pills.tsx';
import type { MoreItem } from '../pills/more-menu.tsx';
import { Part } from '../pills/part.tsx';
import { Words } from '../pills/words.tsx';
import { unchosenEvent } from './clause-editor.ts';

const MOST_STEPS = 40;

export interface FunnelStepPillsProps {
  readonly clause: FunnelClause;
  readonly onChange: (part: Partial<FunnelClause>) => void;
  /** What else the funnel may say; offered at its last step. */
  readonly more: readonly (MoreItem | false)[];
}

/** The steps of a funnel in parentheses; those in the middle may be left out where the order is fixed. */
export function FunnelStepPills({ clause, onChange, more }: FunnelStepPillsProps) {
  const { steps, order } = clause;
  const last = steps.length - 1;
  return (
    <Part>
      <Words>(</Words>
      {steps.map((step, i) => {
        const { optional, ...required } = step;
        return (
          <Part
            key={i}
            name={`step ${i + 1}`}
            onRemove={steps.length > 2 ? () => onChange({ steps: steps.toSpliced(i, 1) }) : undefined}
          >
            {i > 0 && <Words>then</Words>}
            {optional && (
              <Part
                name="that it may be left out"
                onRemove={() => onChange({ steps: steps.with(i, required) })}
              >
                <Words>optionally</Words>
              </Part>
            )}
            <EventPills
              label={`Step ${i + 1}`}
              value={step}
              onChange={(changed) => onChange({ steps: steps.with(i, changed) })}
              more={[
                !optional &&
                  order === 'this' &&
                  i > 0 &&
                  i < last && {
                    label: 'It may be left out',
                    onAdd: () => onChange({ steps: steps.with(i, { ...step, optional: true }) }),
                  },
                steps.length < MOST_STEPS && {
                  label: 'Then another event',
                  onAdd: () => onChange({ steps: steps.toSpliced(i + 1, 0, unchosenEvent()) }),
                },
                ...(i === last ? more : []),
              ]}
            />
          </Part>
        );
      })}
      <Words>)</Words>
    </Part>
  );
}
