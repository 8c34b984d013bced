import { type LimitShareClause, MAX_PERCENT } from '@cusp/engine/define/clauses/limit-share/schema.ts';
import { type Choice, ChoicePill } from '../pills/choice-pill.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { OwnPropertyPill } from '../pills/property-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import { Words } from '../pills/words.tsx';
import type { ClauseEditor, SentenceProps } from './clause-editor.ts';

export const limitShareEditor: ClauseEditor<LimitShareClause> = {
  title: 'Have used up a share of a limit',
  example: 'have seats_used at least 80% of seats_limit',
  about: 'how they compare',
  make: () => ({ kind: 'limit-share', property: '', op: 'at-least', percent: 80, of: '' }),
  Sentence,
};

const OPS: readonly Choice<LimitShareClause['op']>[] = [
  { value: 'at-least', label: 'at least' },
  { value: 'greater', label: 'more than' },
  { value: 'at-most', label: 'at most' },
  { value: 'less', label: 'less than' },
];

function Sentence({ clause, onChange, unit, isNegated, onNegate }: SentenceProps<LimitShareClause>) {
  const { property, op, percent, of } = clause;
  return (
    <>
      <VerbPill plain="have" negated="do not have" isNegated={isNegated} onNegate={onNegate} />
      <OwnPropertyPill
        label="What is used"
        of={unit}
        value={property}
        onChange={(changed) => onChange({ ...clause, property: changed })}
      />
      <ChoicePill
        label="How it compares"
        value={op}
        choices={OPS}
        onChange={(chosen) => onChange({ ...clause, op: chosen })}
      />
      <NumberPill
        label="Per cent"
        value={percent}
        max={MAX_PERCENT}
        isFraction
        suffix="%"
        onChange={(changed) => onChange({ ...clause, percent: changed })}
      />
      <Words>of</Words>
      <OwnPropertyPill
        label="Limit"
        of={unit}
        value={of}
        onChange={(changed) => onChange({ ...clause, of: changed })}
      />
    </>
  );
}
