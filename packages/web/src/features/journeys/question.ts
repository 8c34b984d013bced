import type { QuestionOf } from '../../api/questions.ts';
import { finishedEvent, isEventUnfinished } from '../../ui/fields/event-field.tsx';
import { windowOf } from '../../ui/fields/window-of.ts';
import { finishedGroups } from './groups.ts';
import type { JourneySearch } from './search.ts';

/** The question that the page's state asks; undefined until an anchor is chosen. Parts that are only begun are left out. */
export function journeyQuestion(search: JourneySearch): QuestionOf<'journey'> | undefined {
  const {
    anchor,
    range,
    tab: _,
    segment: __,
    list: ___,
    to,
    goal,
    workaround,
    returnTo,
    groups,
    expand,
    ...options
  } = search;
  if (isEventUnfinished(anchor)) return undefined;
  return {
    kind: 'journey',
    ...options,
    anchor: finishedEvent(anchor),
    window: windowOf(range),
    ...looks({ groups, expand }),
    ...(to !== undefined && !isEventUnfinished(to.event)
      ? { to: { ...to, event: finishedEvent(to.event) } }
      : {}),
    ...(goal !== undefined && !isEventUnfinished(goal.event)
      ? { goal: { ...goal, event: finishedEvent(goal.event) } }
      : {}),
    ...(workaround !== undefined && !isEventUnfinished(workaround)
      ? { workaround: finishedEvent(workaround) }
      : {}),
    ...(returnTo === undefined ? {} : { returnTo: finishedReturn(returnTo) }),
  };
}

/** The question what tells those who went on to the goal from the rest; undefined until anchor and goal are chosen. */
export function driversQuestion({
  anchor,
  range,
  goal,
  unit,
  cohort,
  hide,
  groups,
  expand,
}: JourneySearch): QuestionOf<'drivers'> | undefined {
  if (isEventUnfinished(anchor) || goal === undefined || isEventUnfinished(goal.event)) return undefined;
  return {
    kind: 'drivers',
    from: finishedEvent(anchor),
    to: finishedEvent(goal.event),
    window: windowOf(range),
    ...(goal.within === undefined ? {} : { within: goal.within }),
    ...(unit === undefined ? {} : { unit }),
    ...(cohort === undefined ? {} : { cohort }),
    ...(hide === undefined ? {} : { hide }),
    ...looks({ groups, expand }),
  };
}

/** What events look like, without what is only begun. */
function looks({ groups = [], expand = [] }: Pick<JourneySearch, 'groups' | 'expand'>) {
  const named = finishedGroups(groups);
  const split = expand.filter(({ event, property }) => event !== '' && property !== '');
  return {
    ...(named.length === 0 ? {} : { groups: named }),
    ...(split.length === 0 ? {} : { expand: split }),
  };
}

function finishedReturn({ event, sameProperty, ...rest }: NonNullable<JourneySearch['returnTo']>) {
  return {
    ...rest,
    ...(event !== undefined && !isEventUnfinished(event) ? { event: finishedEvent(event) } : {}),
    ...(sameProperty === undefined || sameProperty === '' ? {} : { sameProperty }),
  };
}

/** How many of the options that are folded away are set. */
export function optionsSet(search: JourneySearch): number {
  const { unit = 'user', occurrence = 'every', hide = [], groups = [], expand = [] } = search;
  return [
    search.before !== undefined,
    search.after !== undefined,
    occurrence !== 'every',
    unit !== 'user',
    search.cohort !== undefined,
    search.withinSession === true,
    search.collapseRepeats === true,
    hide.length > 0,
    groups.length > 0,
    expand.length > 0,
    search.workaround !== undefined,
    search.to !== undefined,
    search.limit !== undefined,
  ].filter(Boolean).length;
}
