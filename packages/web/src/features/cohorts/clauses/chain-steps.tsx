import type { ChainStep } from '@cusp/engine/define/clauses/sequence/schema.ts';
import { DurationPills } from '../pills/duration-pills.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import type { MoreItem } from '../pills/more-menu.tsx';
import { Part } from '../pills/part.tsx';
import { Words } from '../pills/words.tsx';
import { unchosenEvent } from './clause-editor.ts';

const MOST_STEPS = 20;

export interface ChainStepsProps {
  readonly steps: readonly ChainStep[];
  readonly fewest: number;
  readonly onChange: (steps: ChainStep[]) => void;
  /** What else the clause may say; offered at its last step. */
  readonly more?: readonly (MoreItem | false)[];
}

/** Events one after the other, each in a time after the one before where that is said. */
export function ChainSteps({ steps, fewest, onChange, more = [] }: ChainStepsProps) {
  return steps.map((step, i) => {
    const { within } = step;
    const isLast = i === steps.length - 1;
    return (
      <Part
        key={i}
        name={`step ${i + 1}`}
        onRemove={
          steps.length > fewest ? () => onChange(withoutFirstWithin(steps.toSpliced(i, 1))) : undefined
        }
      >
        {i > 0 && <Words>then</Words>}
        {within !== undefined && (
          <Part name="this time limit" onRemove={() => onChange(steps.with(i, withinOf(step, undefined)))}>
            <Words>within</Words>
            <DurationPills
              label={`Time to step ${i + 1}`}
              value={within}
              onChange={(duration) => onChange(steps.with(i, withinOf(step, duration)))}
            />
          </Part>
        )}
        <EventPills
          label={`Step ${i + 1}`}
          value={step}
          onChange={(changed) => onChange(steps.with(i, changed))}
          more={[
            i > 0 &&
              within === undefined && {
                label: 'Within a time after the step before',
                onAdd: () => onChange(steps.with(i, withinOf(step, { amount: 1, unit: 'day' }))),
              },
            steps.length < MOST_STEPS && {
              label: 'Then another event',
              onAdd: () => onChange(steps.toSpliced(i + 1, 0, unchosenEvent())),
            },
            ...(isLast ? more : []),
          ]}
        />
      </Part>
    );
  });
}

function withinOf({ within: _, ...step }: ChainStep, within: ChainStep['within']): ChainStep {
  return within === undefined ? step : { ...step, within };
}

/** The first step follows nothing. */
function withoutFirstWithin(steps: ChainStep[]): ChainStep[] {
  const [first, ...others] = steps;
  return first === undefined ? steps : [withinOf(first, undefined), ...others];
}
