import type { PropertyClause } from '@cusp/engine/define/clauses/property/schema.ts';
import { comparisonOf } from '../clauses/comparison-of.ts';
import { ComparisonPills } from '../pills/comparison-pills.tsx';
import { OwnPropertyPill } from '../pills/property-pill.tsx';

export interface HavingPillsProps {
  readonly unit: 'user' | 'account';
  readonly clause: PropertyClause;
  readonly onChange: (clause: PropertyClause) => void;
}

/** What members have to have besides. */
export function HavingPills({ unit, clause, onChange }: HavingPillsProps) {
  const { property, comparison } = clause;
  return (
    <>
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
