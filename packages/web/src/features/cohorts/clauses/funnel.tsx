import type { FunnelClause } from '@cusp/engine/define/clauses/funnel/schema.ts';
import { useTimeZone } from '../../../ui/time-zone.ts';
import { ChoicePill } from '../pills/choice-pill.tsx';
import type { MoreItem } from '../pills/more-menu.tsx';
import { NumberPill } from '../pills/number-pill.tsx';
import { Part } from '../pills/part.tsx';
import { ScopedPropertyPill } from '../pills/property-pill.tsx';
import { VerbPill } from '../pills/verb-pill.tsx';
import { WindowPills } from '../pills/window-pills.tsx';
import { Words } from '../pills/words.tsx';
import { ZonePill } from '../pills/zone-pill.tsx';
import { type ClauseEditor, LAST_30_DAYS, type SentenceProps, unchosenEvent } from './clause-editor.ts';
import { ConversionPills } from './funnel-conversion.tsx';
import { ExclusionPills } from './funnel-exclusion.tsx';
import { fittingFunnel } from './funnel-options.ts';
import { FunnelStepPills } from './funnel-steps.tsx';

export const funnelEditor: ClauseEditor<FunnelClause> = {
  title: 'Are in a bar of a funnel',
  example: 'in funnel (limit_hit then pricing_viewed then upgraded) dropped at step 3 within 7 days',
  about: 'what they did',
  make: () => ({
    kind: 'funnel',
    steps: [unchosenEvent(), unchosenEvent()],
    bar: { step: 2, side: 'dropped' },
    order: 'this',
    conversionWindow: { amount: 7, unit: 'day' },
    count: 'units',
    exclusions: [],
    holdConstant: [],
    window: LAST_30_DAYS,
  }),
  Sentence,
};

const SIDES = [
  { value: 'reached', label: 'reached step' },
  { value: 'dropped', label: 'dropped at step' },
] as const;

const ORDERS = [
  { value: 'this', label: 'in this order' },
  { value: 'any', label: 'in any order' },
  { value: 'exact', label: 'in exact order' },
] as const;

const COUNTS = [
  { value: 'units', label: 'counting each once' },
  { value: 'each', label: 'counting each held value or session' },
  { value: 'totals', label: 'counting every attempt' },
] as const;

const MOST_EXCLUSIONS = 10;
const MOST_HELD = 3;

function Sentence({ clause, onChange, isNegated, onNegate }: SentenceProps<FunnelClause>) {
  const { bar, order, conversionWindow, count, exclusions, holdConstant, window } = clause;
  const change = (part: Partial<FunnelClause>): void => onChange(fittingFunnel({ ...clause, ...part }));
  return (
    <>
      <VerbPill plain="are in funnel" negated="are not in funnel" isNegated={isNegated} onNegate={onNegate} />
      <FunnelStepPills clause={clause} onChange={change} more={useMore(clause, change)} />
      <ChoicePill
        label="Which side of the bar"
        value={bar.side}
        choices={bar.step === 1 ? SIDES.slice(0, 1) : SIDES}
        onChange={(side) => change({ bar: { ...bar, side } })}
      />
      <NumberPill
        label="Step"
        value={bar.step}
        min={1}
        max={clause.steps.length}
        onChange={(step) => change({ bar: { ...bar, step } })}
      />
      <ChoicePill
        label="Order"
        value={order}
        choices={ORDERS}
        onChange={(chosen) => change({ order: chosen })}
      />
      <ConversionPills
        value={conversionWindow}
        onChange={(changed) => change({ conversionWindow: changed })}
      />
      {exclusions.map((each, i) => (
        <ExclusionPills
          key={i}
          clause={clause}
          value={each}
          onChange={(changed) => change({ exclusions: exclusions.with(i, changed) })}
          onRemove={() => change({ exclusions: exclusions.toSpliced(i, 1) })}
        />
      ))}
      {holdConstant.map((each, i) => (
        <Part
          key={i}
          name="this held property"
          onRemove={() => change({ holdConstant: holdConstant.toSpliced(i, 1) })}
        >
          <Words>{i === 0 ? 'with the same' : 'and'}</Words>
          <ScopedPropertyPill
            label="Held property"
            event={undefined}
            value={each}
            onChange={(changed) => change({ holdConstant: holdConstant.with(i, changed) })}
          />
        </Part>
      ))}
      <ChoicePill
        label="What is counted"
        value={count}
        choices={
          holdConstant.length > 0 || 'session' in conversionWindow
            ? COUNTS
            : COUNTS.filter(({ value }) => value !== 'each')
        }
        onChange={(chosen) => change({ count: chosen })}
      />
      {clause.firstDay !== undefined && <FirstDay clause={clause} onChange={onChange} />}
      <WindowPills value={window} onChange={(changed) => change({ window: changed })} />
    </>
  );
}

function useMore(
  { order, exclusions, holdConstant, firstDay }: FunnelClause,
  change: (part: Partial<FunnelClause>) => void,
): readonly (MoreItem | false)[] {
  const timeZone = useTimeZone();
  return [
    order !== 'exact' &&
      exclusions.length < MOST_EXCLUSIONS && {
        label: 'Without an event between',
        onAdd: () => change({ exclusions: [...exclusions, { event: unchosenEvent() }] }),
      },
    holdConstant.length < MOST_HELD && {
      label: 'With the same value of a property',
      onAdd: () => change({ holdConstant: [...holdConstant, { scope: 'event', property: '' }] }),
    },
    firstDay === undefined && {
      label: 'Begun on their first day',
      onAdd: () => change({ firstDay: timeZone === 'UTC' ? {} : { timeZone } }),
    },
  ];
}

function FirstDay({
  clause,
  onChange,
}: {
  readonly clause: FunnelClause;
  readonly onChange: (clause: FunnelClause) => void;
}) {
  const { firstDay, ...rest } = clause;
  return (
    <Part name="on the first day" onRemove={() => onChange(rest)}>
      <Words>begun on their first day of zone</Words>
      <ZonePill
        value={firstDay?.timeZone ?? 'UTC'}
        onChange={(timeZone) => onChange({ ...rest, firstDay: { timeZone } })}
      />
    </Part>
  );
}
