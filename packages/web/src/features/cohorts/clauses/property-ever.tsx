import type { PropertyEverClause } from '@cusp/engine/define/clauses/property-ever/schema.ts';
import { ComparisonPills } from '../pills/comparison-pills.tsx';
import { OwnPropertyPill } from '../pills/property-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps } from './clause-editor.ts';
import { comparisonOf } from './comparison-of.ts';

export const propertyEverEditor: ClauseEditor<PropertyEverClause> = {
  title: 'Had a property at some time',
  example: 'had plan is "pro" in the last 30 days',
  about: 'what they are',
  make: () => ({
    kind: 'property-ever',
    property: '',
    comparison: { op: 'is', values: [] },
    window: LAST_30_DAYS,
  }),
  Sentence,
};

function Sentence({ clause, onChange, unit, isNegated, onNegate }: SentenceProps<PropertyEverClause>) {
  const { property, comparison, window } = clause;
  return (
    <>
      <VerbPill plain="had" negated="never had" isNegated={isNegated} onNegate={onNegate} />
      <OwnPropertyPill
        of={unit}
        value={property}
        onChange={(chosen) => onChange({ ...clause, ...comparisonOf(clause, chosen) })}
      />
      <ComparisonPills
        of={unit}
        property={property}
        value={comparison}
        onChange={(changed) => onChange({ ...clause, comparison: changed })}
      />
      <WindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
