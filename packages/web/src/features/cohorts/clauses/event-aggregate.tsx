import {
  type Aggregate,
  type EventAggregateClause,
  MAX_AGGREGATE,
  type NumberComparison,
} from '@cusp/engine/define/clauses/event-aggregate/schema.ts';
import { type Choice, ChoicePill } from '../pills/choice-pill.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { ScopedPropertyPill } from '../pills/property-pill.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const eventAggregateEditor: ClauseEditor<EventAggregateClause> = {
  title: 'A property of an event adds up to so much',
  example: 'did purchase with sum of amount at least 100 in the last 30 days',
  about: 'what they did',
  make: () => ({
    kind: 'event-aggregate',
    event: unchosenEvent(),
    aggregate: 'sum',
    scope: 'event',
    property: '',
    op: 'at-least',
    value: 1,
    window: LAST_30_DAYS,
  }),
  Sentence,
};

const AGGREGATES: readonly Choice<Aggregate>[] = [
  { value: 'sum', label: 'sum of' },
  { value: 'average', label: 'average of' },
  { value: 'minimum', label: 'minimum of' },
  { value: 'maximum', label: 'maximum of' },
  { value: 'distinct', label: 'distinct values of' },
];

const COMPARISONS: readonly Choice<NumberComparison>[] = [
  { value: 'at-least', label: 'at least' },
  { value: 'greater', label: 'more than' },
  { value: 'at-most', label: 'at most' },
  { value: 'less', label: 'less than' },
  { value: 'is', label: 'exactly' },
  { value: 'is-not', label: 'not exactly' },
];

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<EventAggregateClause>) {
  const { event, aggregate, scope, property, op, value, window } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills value={event} onChange={(changed) => onChange({ ...clause, event: changed })} />
      <Words>with</Words>
      <ChoicePill
        label="What is worked out"
        value={aggregate}
        choices={AGGREGATES}
        onChange={(chosen) => onChange({ ...clause, aggregate: chosen })}
      />
      <ScopedPropertyPill
        event={event.names.length === 1 ? event.names[0] : undefined}
        value={{ scope, property }}
        onChange={(of) => onChange({ ...clause, ...of })}
      />
      <ChoicePill
        label="How it compares"
        value={op}
        choices={COMPARISONS}
        onChange={(chosen) => onChange({ ...clause, op: chosen })}
      />
      <NumberPill
        label="Number"
        value={value}
        min={-MAX_AGGREGATE}
        max={MAX_AGGREGATE}
        isFraction
        onChange={(changed) => onChange({ ...clause, value: changed })}
      />
      <WindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
