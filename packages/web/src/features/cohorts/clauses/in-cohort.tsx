import type { InCohortClause } from '@cusp/engine/define/clauses/in-cohort/schema.ts';
import { CohortPill } from '../pills/cohort-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import type { ClauseEditor, SentenceProps } from './clause-editor.ts';

export const inCohortEditor: ClauseEditor<InCohortClause> = {
  title: 'Are in another cohort',
  example: 'in cohort "contacted this month"',
  about: 'what they are',
  make: () => ({ kind: 'in-cohort', cohort: '' }),
  Sentence,
};

function Sentence({ clause, onChange, unit, isNegated, onNegate }: SentenceProps<InCohortClause>) {
  return (
    <>
      <VerbPill plain="are in cohort" negated="are not in cohort" isNegated={isNegated} onNegate={onNegate} />
      <CohortPill unit={unit} value={clause.cohort} onChange={(cohort) => onChange({ ...clause, cohort })} />
    </>
  );
}
