import { type EventCountClause, eventsNeeded } from '@cusp/engine/define/clauses/event-count/schema.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { DurationPills } from '../pills/duration-pills.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { Part } from '../pills/part.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { COUNT_CHOICES } from './count-words.ts';
import { DidVerb } from './did-verb.tsx';

const MOST_TIMES = 1_000_000_000;

export const eventCountEditor: ClauseEditor<EventCountClause> = {
  title: 'Did an event so many times',
  example: 'did limit_hit at least 3 times in the last 14 days',
  about: 'what they did',
  make: () => ({
    kind: 'event-count',
    event: unchosenEvent(),
    op: 'at-least',
    count: 1,
    window: LAST_30_DAYS,
  }),
  Sentence,
};

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<EventCountClause>) {
  const { event, op, count, together, window } = clause;
  const change = (part: Partial<EventCountClause>): void => {
    const { together: close, ...rest } = { ...clause, ...part };
    // Events can be close together only where some are asked for.
    onChange(close !== undefined && eventsNeeded(rest) > 0 ? { ...rest, together: close } : rest);
  };
  const canBeClose = together === undefined && eventsNeeded(clause) > 0;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills
        value={event}
        onChange={(changed) => change({ event: changed })}
        more={[
          canBeClose && {
            label: 'Within any so many days',
            onAdd: () => change({ together: { kind: 'any', duration: { amount: 7, unit: 'day' } } }),
          },
          canBeClose && { label: 'In one session', onAdd: () => change({ together: { kind: 'session' } }) },
        ]}
      />
      <ChoicePill
        label="How often"
        value={op}
        choices={COUNT_CHOICES}
        onChange={(chosen) => change({ op: chosen })}
      />
      <NumberPill
        label="Times"
        value={count}
        max={MOST_TIMES}
        onChange={(times) => change({ count: times })}
      />
      <Words>{count === 1 ? 'time' : 'times'}</Words>
      {together !== undefined && (
        <Part name="how close together" onRemove={() => change({ together: undefined })}>
          {together.kind === 'session' ? (
            <Words>in one session,</Words>
          ) : (
            <>
              <Words>in any</Words>
              <DurationPills
                label="Close together"
                value={together.duration}
                onChange={(duration) => change({ together: { kind: 'any', duration } })}
              />
              <Words>,</Words>
            </>
          )}
        </Part>
      )}
      <WindowPills value={window} onChange={(changed) => change({ window: changed })} />
    </>
  );
}
