import type { TypicalCountClause } from '@cusp/engine/define/clauses/typical-count/schema.ts';
import { printOrdinal } from '@cusp/engine/define/language/ordinal.ts';
import { CohortPill } from '../pills/cohort-pill.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { PlainWindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { DidVerb } from './did-verb.tsx';

export const typicalCountEditor: ClauseEditor<TypicalCountClause> = {
  title: 'As often as members of a cohort typically do',
  example: 'did export_clicked at least as often as the median of cohort "paid" in the last 30 days',
  about: 'how they compare',
  make: () => ({
    kind: 'typical-count',
    event: unchosenEvent(),
    percentile: 50,
    cohort: '',
    window: LAST_30_DAYS,
  }),
  Sentence,
};

function Sentence({ clause, onChange, unit, isNegated, onNegate }: SentenceProps<TypicalCountClause>) {
  const { event, percentile, cohort, window } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills value={event} onChange={(changed) => onChange({ ...clause, event: changed })} />
      <Words>at least as often as the</Words>
      <NumberPill
        label="Percentile"
        value={percentile}
        min={1}
        max={99}
        suffix={`${printOrdinal(percentile).slice(String(percentile).length)} percentile${percentile === 50 ? ' (the median)' : ''}`}
        onChange={(changed) => onChange({ ...clause, percentile: changed })}
      />
      <Words>of cohort</Words>
      <CohortPill
        unit={unit}
        value={cohort}
        onChange={(changed) => onChange({ ...clause, cohort: changed })}
      />
      <PlainWindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
