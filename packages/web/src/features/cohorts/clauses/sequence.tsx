import type { SequenceClause } from '@cusp/engine/define/clauses/sequence/schema.ts';
import { DurationPills } from '../pills/duration-pills.tsx';
import { Part } from '../pills/part.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { ChainSteps } from './chain-steps.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const sequenceEditor: ClauseEditor<SequenceClause> = {
  title: 'Did one event, then another',
  example: 'did export_clicked then limit_hit within 7 days, in the last 30 days',
  about: 'what they did',
  make: () => ({
    kind: 'sequence',
    steps: [unchosenEvent(), unchosenEvent()],
    within: { amount: 7, unit: 'day' },
    window: LAST_30_DAYS,
  }),
  Sentence,
};

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<SequenceClause>) {
  const { steps, within, together, window } = clause;
  const change = (part: Partial<SequenceClause>): void => {
    const { within: limit, together: close, ...rest } = { ...clause, ...part };
    onChange({ ...rest, ...(limit && { within: limit }), ...(close && { together: close }) });
  };
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <ChainSteps
        steps={steps}
        fewest={2}
        onChange={(changed) => change({ steps: changed })}
        more={[
          within === undefined && {
            label: 'All within a time',
            onAdd: () => change({ within: { amount: 7, unit: 'day' } }),
          },
          together === undefined && {
            label: 'All in one session',
            onAdd: () => change({ together: { kind: 'session' } }),
          },
        ]}
      />
      {within !== undefined && (
        <Part name="the time limit" onRemove={() => change({ within: undefined })}>
          <Words>within</Words>
          <DurationPills
            label="From the first to the last"
            value={within}
            onChange={(changed) => change({ within: changed })}
          />
        </Part>
      )}
      {together !== undefined && (
        <Part name="in one session" onRemove={() => change({ together: undefined })}>
          <Words>in one session</Words>
        </Part>
      )}
      <WindowPills value={window} onChange={(changed) => change({ window: changed })} />
    </>
  );
}
