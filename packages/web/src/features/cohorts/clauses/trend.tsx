import { MAX_FACTOR, type TrendClause } from '@cusp/engine/define/clauses/trend/schema.ts';
import { printDuration } from '@cusp/engine/define/language/print-window.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { DurationPills } from '../pills/duration-pills.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { Words } from '../pills/words.tsx';
import { type ClauseEditor, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const trendEditor: ClauseEditor<TrendClause> = {
  title: 'Do more or less than before',
  example: 'did export_clicked at least 1.5 times as often in the last 7 days as in the 7 days before',
  about: 'how they compare',
  make: () => ({
    kind: 'trend',
    event: unchosenEvent(),
    op: 'at-least',
    factor: 1.5,
    period: { amount: 7, unit: 'day' },
  }),
  Sentence,
};

const OPS = [
  { value: 'at-least', label: 'at least' },
  { value: 'at-most', label: 'at most' },
] as const;

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<TrendClause>) {
  const { event, op, factor, period } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills value={event} onChange={(changed) => onChange({ ...clause, event: changed })} />
      <ChoicePill
        label="How much as often"
        value={op}
        choices={OPS}
        onChange={(chosen) => onChange({ ...clause, op: chosen })}
      />
      <NumberPill
        label="Times as often"
        value={factor}
        min={Number.MIN_VALUE}
        max={MAX_FACTOR}
        isFraction
        onChange={(changed) => onChange({ ...clause, factor: changed })}
      />
      <Words>times as often in the last</Words>
      <DurationPills
        label="Period"
        value={period}
        onChange={(changed) => onChange({ ...clause, period: changed })}
      />
      <Words>as in the {printDuration(period)} before</Words>
    </>
  );
}
