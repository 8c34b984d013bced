import type { ActiveDaysClause } from '@cusp/engine/define/clauses/active-days/schema.ts';
import { useTimeZone } from '../../../ui/time-zone.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import { EventPills } from '../pills/event-pills.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { Part } from '../pills/part.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { ZonePill } from '../pills/zone-pill.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps } from './clause-editor.ts';
import { COUNT_CHOICES } from './count-words.ts';
import { DidVerb } from './did-verb.tsx';

export const activeDaysEditor: ClauseEditor<ActiveDaysClause> = {
  title: 'Were active on so many days',
  example: 'did any event on at least 5 days in the last 30 days',
  about: 'what they did',
  make: () => ({
    kind: 'active-days',
    event: { names: [], filters: [] },
    op: 'at-least',
    days: 5,
    window: LAST_30_DAYS,
  }),
  Sentence,
};

const MOST = 10_000;

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<ActiveDaysClause>) {
  const projectZone = useTimeZone();
  const { event, op, days, timeZone, window } = clause;
  const { timeZone: _, ...withoutZone } = clause;
  return (
    <>
      <DidVerb isNegated={isNegated} onNegate={onNegate} />
      <EventPills
        value={event}
        onChange={(changed) => onChange({ ...clause, event: changed })}
        more={[
          timeZone === undefined && {
            label: 'Days of a time zone (now of UTC)',
            onAdd: () => onChange({ ...clause, timeZone: projectZone }),
          },
        ]}
      />
      <Words>on</Words>
      <ChoicePill
        label="On how many days"
        value={op}
        choices={COUNT_CHOICES}
        onChange={(chosen) => onChange({ ...clause, op: chosen })}
      />
      <NumberPill
        label="Days"
        value={days}
        max={MOST}
        onChange={(changed) => onChange({ ...clause, days: changed })}
      />
      <Words>{days === 1 ? 'day' : 'days'}</Words>
      {timeZone !== undefined && (
        <Part name="the time zone" onRemove={() => onChange(withoutZone)}>
          <Words>of zone</Words>
          <ZonePill value={timeZone} onChange={(zone) => onChange({ ...clause, timeZone: zone })} />
        </Part>
      )}
      <WindowPills value={window} onChange={(changed) => onChange({ ...clause, window: changed })} />
    </>
  );
}
