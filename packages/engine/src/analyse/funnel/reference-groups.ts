import { sessionsOf } from '../../define/reference/sessions-of.ts';
import { selects } from '../../define/selector/event-selector.ts';
import type { History, HistoryEvent } from '../../model/history.ts';
import { DAY_MS } from '../../model/time.ts';
import { localTime } from '../../util/calendar.ts';
import { labelsOf, NONE } from '../segmentation/value-label.ts';
import { sessionNumbers } from '../sessions/sessions.ts';
import type { FunnelPlan } from './plan.ts';

/** An event and what it may be in a path: the plan's marks that it has. */
export interface MarkedEvent {
  readonly event: HistoryEvent;
  readonly marks: ReadonlySet<number>;
}

/** A history taken apart as the plan has it, each part in order: by sessions, and by the values that are held. */
export function groupsOf(history: History, plan: FunnelPlan): MarkedEvent[][] {
  const events = history.events
    .filter((event) => event.time >= plan.from && event.time <= plan.asOf)
    .map((event) => ({ event, marks: marksOf(event, history, plan) }));
  return bySession(events, plan).flatMap((part) => byHeldValue(part, plan));
}

function marksOf(event: HistoryEvent, history: History, plan: FunnelPlan): Set<number> {
  const marks = new Set<number>();
  plan.marks.forEach(({ any, none, begins }, mark) => {
    if (!any.some((each) => selects(event, each)) || none.some((each) => selects(event, each))) return;
    if (begins && event.time >= plan.to) return;
    if (mark === plan.startMark && plan.spec.newOnly === 'first-day') {
      const day = (at: number): number => Math.floor(localTime(at, plan.timeZone) / DAY_MS);
      if (day(event.time) !== day(history.knownSince)) return;
    }
    marks.add(mark);
  });
  return marks;
}

function bySession(items: readonly MarkedEvent[], { session }: FunnelPlan): (readonly MarkedEvent[])[] {
  if (session === undefined) return [items];
  const itemOf = new Map(items.map((item) => [item.event, item]));
  const marked = (events: readonly HistoryEvent[]) => events.flatMap((event) => itemOf.get(event) ?? []);
  const events = items.map(({ event }) => event);
  if (session === 'sent') return sessionsOf(events).map(marked);
  return [...new Set(events.map(({ user }) => user))].flatMap((user) => {
    const own = events.filter((event) => event.user === user);
    const numbers = sessionNumbers(own, 'gap');
    return [...new Set(numbers)].map((number) => marked(own.filter((_, i) => numbers[i] === number)));
  });
}

/**
 * One group for each combination of held values. An event with the values is in it with all its marks. One that lacks a value, and
 * has the others, is in each such group as an excluded event alone; one with another value is in none.
 */
function byHeldValue(items: readonly MarkedEvent[], plan: FunnelPlan): MarkedEvent[][] {
  const { holdConstant } = plan.spec;
  if (holdConstant.length === 0) return [[...items]];
  const excluded = new Set(plan.gaps.flatMap((gap) => (gap === 'any-event' ? [] : gap)));
  const keyed = items.map((item) => ({ item, keys: keysOf(item.event, plan) }));
  const whole = new Set(keyed.flatMap(({ keys }) => keys.filter(isWhole).map((key) => JSON.stringify(key))));
  return [...whole].map((text) => {
    const key = JSON.parse(text) as string[];
    return keyed.flatMap(({ item, keys }) => {
      if (keys.some((each) => JSON.stringify(each) === text)) return [item];
      const fits = keys.some(
        (each) => !isWhole(each) && each.every((label, i) => label === NONE || label === key[i]),
      );
      if (!fits) return [];
      return [{ event: item.event, marks: new Set([...item.marks].filter((mark) => excluded.has(mark))) }];
    });
  });
}

function isWhole(key: readonly string[]): boolean {
  return !key.includes(NONE);
}

/** Every combination of the event's labels of the held properties. */
function keysOf(event: HistoryEvent, { spec }: FunnelPlan): string[][] {
  return spec.holdConstant.reduce<string[][]>(
    (keys, { scope, property }) => {
      const value = (scope === 'event' ? event.properties : event.userProperties)[property];
      return keys.flatMap((key) => labelsOf(value).map((label) => [...key, label]));
    },
    [[]],
  );
}
