import type { NthTimeClause } from '@cusp/engine/define/clauses/nth-time/schema.ts';
import { printOrdinal } from '@cusp/engine/define/language/ordinal.ts';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const nthTimeEditor: ClauseEditor<NthTimeClause> = {
  title: 'Did an event for the n-th time',
  example: 'did limit_hit for the 3rd time in the last 7 days',
  about: 'what they did',
  make: () => ({ kind: 'nth-time', event: unchosenEvent(), n: 1, window: LAST_30_DAYS }),
  Sentence,
};

const MOST = 1_000;

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<NthTimeClause>) {
  const { event, n, window } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills value={event} onChange={(changed) => onChange({ ...clause, event: changed })} />
      <Words>for the</Words>
      <NumberPill
        label="Which time"
        value={n}
        min={1}
        max={MOST}
        suffix={printOrdinal(n).slice(String(n).length)}
        onChange={(changed) => onChange({ ...clause, n: changed })}
      />
      <Words>time</Words>
      <WindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
