import type { PropertyClause } from '@cusp/engine/define/clauses/property/schema.ts';
import { ComparisonPills } from '../pills/comparison-pills.tsx';
import { OwnPropertyPill } from '../pills/property-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import type { ClauseEditor, SentenceProps } from './clause-editor.ts';
import { comparisonOf } from './comparison-of.ts';

export const propertyEditor: ClauseEditor<PropertyClause> = {
  title: 'Have a property now',
  example: 'have plan is "free"',
  about: 'what they are',
  make: () => ({ kind: 'property', property: '', comparison: { op: 'is', values: [] } }),
  Sentence,
};

function Sentence({ clause, onChange, unit, isNegated, onNegate }: SentenceProps<PropertyClause>) {
  const { property, comparison } = clause;
  return (
    <>
      <VerbPill plain="have" negated="do not have" isNegated={isNegated} onNegate={onNegate} />
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
    </>
  );
}
