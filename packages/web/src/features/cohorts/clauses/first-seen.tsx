import type { FirstSeenClause } from '@cusp/engine/define/clauses/first-seen/schema.ts';
import { VerbPill } from '../pills/verb-pill.tsx';
import { PlainWindowPills } from '../pills/window-pills.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps } from './clause-editor.ts';

export const firstSeenEditor: ClauseEditor<FirstSeenClause> = {
  title: 'Were first seen',
  example: 'first seen in the last 30 days',
  about: 'what they are',
  make: () => ({ kind: 'first-seen', window: LAST_30_DAYS }),
  Sentence,
};

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<FirstSeenClause>) {
  return (
    <>
      <VerbPill
        plain="were first seen"
        negated="were not first seen"
        isNegated={isNegated}
        onNegate={onNegate}
      />
      <PlainWindowPills value={clause.window} onChange={(window) => onChange({ ...clause, window })} />
    </>
  );
}
