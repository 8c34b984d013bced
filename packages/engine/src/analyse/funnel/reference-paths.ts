import type { History, HistoryEvent } from '../../model/history.ts';
import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { FunnelPlan } from './plan.ts';
import { groupsOf, type MarkedEvent } from './reference-groups.ts';

/** What counts once: a unit's path, one of its groups' in a funnel of each, or an attempt. */
export interface FunnelPath {
  readonly unit: string;
  /** The event that it begins with. */
  readonly entered: HistoryEvent;
  /** The event of each step reached, of those that may not be left out. */
  readonly events: readonly HistoryEvent[];
  /** The events of the steps that may be left out, where there are. */
  readonly optional: readonly (HistoryEvent | undefined)[];
  /** Did not get all the way and may yet. */
  readonly isOpen: boolean;
  /** Events that are counted before the step that ends the counting. */
  readonly frequency: number;
}

/** From `from` (included) to `to` (not included): where a path may begin, beside the funnel's own range. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

interface Found {
  readonly entered: MarkedEvent;
  readonly events: readonly MarkedEvent[];
}

/** The meaning of a funnel: every path that counts, of the histories of those who take part. Tries every way: for short histories only. */
export function funnelPaths(
  plan: FunnelPlan,
  histories: Iterable<History>,
  period?: Period | undefined,
): FunnelPath[] {
  return [...histories].flatMap((history) => {
    const groups = groupsOf(history, plan);
    if (plan.spec.count === 'totals') {
      const attempts = groups.flatMap((group) => attemptsOf(group, plan));
      const paths = attempts.flatMap((attempt) => pathOf(history.id, attempt, plan, true) ?? []);
      return paths.filter(({ entered }) => !period || isWithin(entered.time, period));
    }
    const begun = groups.map((group) =>
      period
        ? group.map((item) => (isWithin(item.event.time, period) ? item : withoutStart(item, plan)))
        : group,
    );
    const paths = begun.flatMap((group) => pathOf(history.id, group, plan, false) ?? []);
    if (plan.spec.count === 'each' || paths.length === 0) return paths;
    const best = must(paths.toSorted(longestThenEarliest)[0], 'path');
    const complete = best.events.length === plan.required.length;
    return [{ ...best, isOpen: !complete && paths.some(({ isOpen }) => isOpen) }];
  });
}

function isWithin(time: Instant, { from, to }: Period): boolean {
  return time >= from && time < to;
}

function withoutStart(item: MarkedEvent, { startMark }: FunnelPlan): MarkedEvent {
  return { event: item.event, marks: new Set([...item.marks].filter((mark) => mark !== startMark)) };
}

function longestThenEarliest(a: FunnelPath, b: FunnelPath): number {
  if (a.events.length !== b.events.length) return b.events.length - a.events.length;
  const [one, other] = [a, b].map(({ entered, events }) => [entered, ...events]);
  for (const [i, event] of (one ?? []).entries()) {
    const order = inOrder(event, must(other?.[i], 'as long a path'));
    if (order !== 0) return order;
  }
  // The same path in several groups: the one with most beside it.
  for (const [i, did] of a.optional.entries()) {
    const order = Number(b.optional[i] !== undefined) - Number(did !== undefined);
    if (order !== 0) return order;
  }
  return b.frequency - a.frequency;
}

function inOrder(a: HistoryEvent, b: HistoryEvent): number {
  return a.time - b.time || a.seq - b.seq;
}

/** A group from each attempt's beginning on: its first event may begin a path and no other may. */
function attemptsOf(group: readonly MarkedEvent[], plan: FunnelPlan): MarkedEvent[][] {
  const attempts: MarkedEvent[][] = [];
  let isUnderWay = (_event: HistoryEvent): boolean => false;
  group.forEach((item, i) => {
    if (!item.marks.has(plan.startMark) || isUnderWay(item.event)) return;
    const attempt = [item, ...group.slice(i + 1).map((each) => withoutStart(each, plan))];
    const events = findPath(attempt, plan, true)?.events ?? [];
    const last = events
      .map(({ event }) => event)
      .sort(inOrder)
      .at(-1);
    const isComplete = events.length === plan.required.length;
    isUnderWay = (event) =>
      isComplete && last ? inOrder(event, last) <= 0 : event.time <= item.event.time + plan.windowMs;
    attempts.push(attempt);
  });
  return attempts;
}

function pathOf(
  unit: string,
  group: readonly MarkedEvent[],
  plan: FunnelPlan,
  isAttempt: boolean,
): FunnelPath | undefined {
  const found = findPath(group, plan, isAttempt);
  if (!found) return undefined;
  const starts = group.filter(({ marks }) => marks.has(plan.startMark));
  return {
    unit,
    entered: found.entered.event,
    events: found.events.map(({ event }) => event),
    optional: optionalOf(found, group, plan).map((item) => item?.event),
    isOpen:
      found.events.length < plan.required.length &&
      starts.some(({ event }) => event.time + plan.openMs > plan.asOf),
    frequency: frequencyOf(found, group, plan),
  };
}

function findPath(group: readonly MarkedEvent[], plan: FunnelPlan, isAttempt: boolean): Found | undefined {
  return plan.spec.order === 'any' ? inAnyOrder(group, plan, isAttempt) : inThisOrder(group, plan);
}

function inThisOrder(group: readonly MarkedEvent[], plan: FunnelPlan): Found | undefined {
  const starts = group.filter(({ marks }) => marks.has(plan.startMark));
  const paths = starts.map((start) => longestPath([start], group, plan, start.event.time + plan.windowMs));
  const longest = Math.max(...paths.map((path) => path.length));
  const events = paths.find((each) => each.length === longest);
  return events?.[0] && { entered: events[0], events };
}

/** The longest path that goes on from `path` up to and at `until`; of equally long ones the earliest, since earlier events are tried first. */
function longestPath(
  path: readonly MarkedEvent[],
  group: readonly MarkedEvent[],
  plan: FunnelPlan,
  until: Instant,
): readonly MarkedEvent[] {
  const last = path.at(-1);
  if (path.length === plan.required.length || last === undefined) return path;
  let longest = path;
  const since = group.slice(group.indexOf(last) + 1);
  for (const [i, item] of since.entries()) {
    if (item.event.time > until || !item.marks.has(path.length)) continue;
    if (isExcluded(since.slice(0, i), plan, path.length - 1)) continue;
    const found = longestPath([...path, item], group, plan, until);
    if (found.length > longest.length) longest = found;
    if (longest.length === plan.required.length) break;
  }
  return longest;
}

function isExcluded(between: readonly MarkedEvent[], plan: FunnelPlan, gap: number): boolean {
  const excluded = must(plan.gaps[gap], 'gap');
  if (excluded === 'any-event') return between.length > 0;
  return between.some(({ marks }) => excluded.some((mark) => marks.has(mark)));
}

/**
 * The most of the first steps that were done, each at the first event that fills it from the beginning on, all in the window. A path begins with one
 * of them; an attempt has begun.
 */
function inAnyOrder(group: readonly MarkedEvent[], plan: FunnelPlan, isAttempt: boolean): Found | undefined {
  for (let steps = plan.required.length; steps >= 1; steps -= 1) {
    const ofSteps = Array.from({ length: steps }, (_, step) => step);
    for (const [i, start] of group.entries()) {
      if (!start.marks.has(plan.startMark)) continue;
      if (!isAttempt && !ofSteps.some((step) => start.marks.has(step))) continue;
      const since = group.slice(i).filter(({ event }) => event.time <= start.event.time + plan.windowMs);
      const events = ofSteps.flatMap((step) => since.find(({ marks }) => marks.has(step)) ?? []);
      const last = Math.max(...events.map((item) => since.indexOf(item)));
      if (events.length === steps && !isExcluded(since.slice(1, Math.max(1, last)), plan, 0))
        return { entered: start, events };
    }
  }
  return undefined;
}

/** Each between the step before it, or the one before it that may be left out too, and the next step, or the end of the window. */
function optionalOf(
  { events }: Found,
  group: readonly MarkedEvent[],
  plan: FunnelPlan,
): (MarkedEvent | undefined)[] {
  const found: (MarkedEvent | undefined)[] = [];
  for (const [i, { after, mark }] of plan.optional.entries()) {
    const [start, before, next] = [events[0], events[after], events[after + 1]];
    const previous = plan.optional.findLastIndex(
      (other, at) => at < i && other.after === after && found[at] !== undefined,
    );
    const from = before && group.indexOf(found[previous] ?? before) + 1;
    const between = group.slice(from, next && group.indexOf(next));
    const until = (start?.event.time ?? 0) + plan.windowMs;
    const isDone = (item: MarkedEvent): boolean => item.marks.has(mark) && item.event.time <= until;
    found[i] = before && between.find(isDone);
  }
  return found;
}

function frequencyOf({ events }: Found, group: readonly MarkedEvent[], plan: FunnelPlan): number {
  const { frequency } = plan;
  if (!frequency || events.length <= frequency.before) return 0;
  const reached = events.slice(0, frequency.before + 1).map((item) => group.indexOf(item));
  return group.slice(0, Math.max(...reached)).filter(({ marks }) => marks.has(frequency.mark)).length;
}
