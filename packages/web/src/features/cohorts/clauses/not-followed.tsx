import type { NotFollowedClause } from '@cusp/engine/define/clauses/not-followed/schema.ts';
import { DurationPills } from '../pills/duration-pills.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { ChainSteps } from './chain-steps.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const notFollowedEditor: ClauseEditor<NotFollowedClause> = {
  title: 'Did an event, and then not another',
  example: 'did trial_started then not upgraded within 3 days',
  about: 'what they did',
  make: () => ({
    kind: 'not-followed',
    steps: [unchosenEvent()],
    without: unchosenEvent(),
    within: { amount: 3, unit: 'day' },
    window: LAST_30_DAYS,
  }),
  Sentence,
};

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<NotFollowedClause>) {
  const { steps, without, within, window } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <ChainSteps steps={steps} fewest={1} onChange={(changed) => onChange({ ...clause, steps: changed })} />
      <Words>then not</Words>
      <EventPills
        label="Event that did not come"
        value={without}
        onChange={(changed) => onChange({ ...clause, without: changed })}
      />
      <Words>within</Words>
      <DurationPills
        label="How long it had to come"
        value={within}
        onChange={(changed) => onChange({ ...clause, within: changed })}
      />
      <Words>,</Words>
      <WindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
