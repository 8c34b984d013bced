import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { MarkedEvent, PathEvent } from './groups.ts';
import { mayBegin, type PathPlan } from './path-plan.ts';

/** What counts once: a unit's path, one of its groups' in a funnel of each, or an attempt. */
export interface FunnelPath<E extends PathEvent> {
  readonly unit: string;
  /** The event that it begins with. */
  readonly entered: E;
  /** The event of each step reached, of those that may not be left out. */
  readonly events: readonly E[];
  /** The events of the steps that may be left out, where there are. */
  readonly optional: readonly (E | undefined)[];
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

/** The events of a path by their places in a group. */
export interface FoundPath {
  readonly entered: number;
  readonly events: readonly number[];
}

/**
 * Finds the path of a group that counts: the longest, and of those the earliest. `starts`: the places where it may begin, ascending. An
 * attempt has one, and begins there whatever its first step is.
 */
export type FindPath = (
  group: readonly MarkedEvent<PathEvent>[],
  starts: readonly number[],
  plan: PathPlan,
  isAttempt: boolean,
) => FoundPath | undefined;

/** A user or account with its history taken apart. */
export interface GroupedUnit<E extends PathEvent> {
  readonly id: string;
  readonly knownSince: Instant;
  readonly groups: readonly (readonly MarkedEvent<E>[])[];
}

/** Every path of a unit that counts. */
export function pathsOf<E extends PathEvent>(
  { id, knownSince, groups }: GroupedUnit<E>,
  plan: PathPlan,
  find: FindPath,
  period?: Period | undefined,
): FunnelPath<E>[] {
  const startsOf = (group: readonly MarkedEvent<E>[]): number[] =>
    group.flatMap(({ event, marks }, i) =>
      marks.has(plan.startMark) && mayBegin(plan, event.time, knownSince) ? [i] : [],
    );
  const isAsked = ({ time }: E): boolean => !period || (time >= period.from && time < period.to);
  const isAttempt = plan.spec.count === 'totals';
  const paths = groups.flatMap((group) => {
    const starts = startsOf(group);
    if (!isAttempt) {
      const asked = starts.filter((i) => isAsked(eventAt(group, i)));
      return pathOf(id, group, asked, find(group, asked, plan, false), plan) ?? [];
    }
    return attemptsOf(group, starts, plan, find).flatMap(({ start, found }) =>
      isAsked(eventAt(group, start)) ? (pathOf(id, group, [start], found, plan) ?? []) : [],
    );
  });
  if (plan.spec.count !== 'units' || paths.length === 0) return paths;
  const best = must(paths.toSorted(longestThenEarliest)[0], 'path');
  const complete = best.events.length === plan.required.length;
  return [{ ...best, isOpen: !complete && paths.some(({ isOpen }) => isOpen) }];
}

function eventAt<E extends PathEvent>(group: readonly MarkedEvent<E>[], place: number): E {
  return must(group[place], 'event of a group').event;
}

function longestThenEarliest(a: FunnelPath<PathEvent>, b: FunnelPath<PathEvent>): number {
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

function inOrder(a: PathEvent, b: PathEvent): number {
  return a.time - b.time || a.seq - b.seq;
}

/** The starts at which no attempt is under way, and the path of the attempt from each. */
function attemptsOf(
  group: readonly MarkedEvent<PathEvent>[],
  starts: readonly number[],
  plan: PathPlan,
  find: FindPath,
): { readonly start: number; readonly found: FoundPath | undefined }[] {
  const attempts: { start: number; found: FoundPath | undefined }[] = [];
  let isUnderWay = (_: number): boolean => false;
  for (const start of starts) {
    if (isUnderWay(start)) continue;
    const found = find(group, [start], plan, true);
    const events = found?.events ?? [];
    const last = Math.max(...events);
    const until = eventAt(group, start).time + plan.windowMs;
    isUnderWay =
      events.length === plan.required.length
        ? (place) => place <= last
        : (place) => eventAt(group, place).time <= until;
    attempts.push({ start, found });
  }
  return attempts;
}

function pathOf<E extends PathEvent>(
  unit: string,
  group: readonly MarkedEvent<E>[],
  starts: readonly number[],
  found: FoundPath | undefined,
  plan: PathPlan,
): FunnelPath<E> | undefined {
  const lastStart = starts.at(-1);
  if (!found || lastStart === undefined) return undefined;
  const at = (place: number): E => eventAt(group, place);
  return {
    unit,
    entered: at(found.entered),
    events: found.events.map(at),
    optional: optionalOf(found, group, plan).map((place) => (place === undefined ? undefined : at(place))),
    isOpen: found.events.length < plan.required.length && at(lastStart).time + plan.openMs > plan.asOf,
    frequency: frequencyOf(found, group, plan),
  };
}

/** Each between the step before it, or the one before it that may be left out too, and the next step, or the end of the window. */
function optionalOf(
  { events }: FoundPath,
  group: readonly MarkedEvent<PathEvent>[],
  plan: PathPlan,
): (number | undefined)[] {
  const found: (number | undefined)[] = [];
  const until = plan.windowMs + (group[events[0] ?? -1]?.event.time ?? 0);
  for (const [i, { after, mark }] of plan.optional.entries()) {
    const before = events[after];
    if (before === undefined) continue;
    const previous = plan.optional.findLastIndex(
      (other, at) => at < i && other.after === after && found[at] !== undefined,
    );
    const end = events[after + 1] ?? group.length;
    for (let place = (found[previous] ?? before) + 1; place < end; place += 1) {
      const { event, marks } = must(group[place], 'event of a group');
      if (event.time > until) break;
      if (!marks.has(mark)) continue;
      found[i] = place;
      break;
    }
  }
  return plan.optional.map((_, i) => found[i]);
}

/** An attempt counts what comes from its own beginning on. */
function frequencyOf(
  { entered, events }: FoundPath,
  group: readonly MarkedEvent<PathEvent>[],
  plan: PathPlan,
): number {
  const { frequency } = plan;
  if (!frequency || events.length <= frequency.before) return 0;
  const reached = Math.max(...events.slice(0, frequency.before + 1));
  const from = plan.spec.count === 'totals' ? entered : 0;
  return group.slice(from, reached).filter(({ marks }) => marks.has(frequency.mark)).length;
}
