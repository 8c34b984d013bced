import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { MarkedEvent, PathEvent } from './groups.ts';
import type { PathPlan } from './path-plan.ts';
import type { FindPath, FoundPath } from './paths.ts';

type Group = readonly MarkedEvent<PathEvent>[];

/** The meaning of the path that counts: every way is tried. For short histories only. */
export const everyWay: FindPath = (group, starts, plan, isAttempt) =>
  plan.spec.order === 'any' ? inAnyOrder(group, starts, plan, isAttempt) : inThisOrder(group, starts, plan);

function inThisOrder(group: Group, starts: readonly number[], plan: PathPlan): FoundPath | undefined {
  const paths = starts.map((start) =>
    longestPath([start], group, plan, itemAt(group, start).event.time + plan.windowMs),
  );
  const longest = Math.max(...paths.map((path) => path.length));
  const events = paths.find((each) => each.length === longest);
  return events?.[0] === undefined ? undefined : { entered: events[0], events };
}

/** The longest path that goes on from `path` up to and at `until`; of equally long ones the earliest, since earlier events are tried first. */
function longestPath(
  path: readonly number[],
  group: Group,
  plan: PathPlan,
  until: Instant,
): readonly number[] {
  const last = path.at(-1);
  if (path.length === plan.required.length || last === undefined) return path;
  let longest = path;
  for (let place = last + 1; place < group.length; place += 1) {
    const { event, marks } = itemAt(group, place);
    if (event.time > until || !marks.has(path.length)) continue;
    if (isExcluded(group.slice(last + 1, place), plan, path.length - 1)) continue;
    const found = longestPath([...path, place], group, plan, until);
    if (found.length > longest.length) longest = found;
    if (longest.length === plan.required.length) break;
  }
  return longest;
}

function isExcluded(between: Group, plan: PathPlan, gap: number): boolean {
  const excluded = must(plan.gaps[gap], 'gap');
  if (excluded === 'any-event') return between.length > 0;
  return between.some(({ marks }) => excluded.some((mark) => marks.has(mark)));
}

/**
 * The most of the first steps that were done, each at the first event that fills it from the beginning on, all in the window. A path begins with one
 * of them; an attempt has begun.
 */
function inAnyOrder(
  group: Group,
  starts: readonly number[],
  plan: PathPlan,
  isAttempt: boolean,
): FoundPath | undefined {
  for (let steps = plan.required.length; steps >= 1; steps -= 1) {
    const ofSteps = Array.from({ length: steps }, (_, step) => step);
    for (const start of starts) {
      const { event, marks } = itemAt(group, start);
      if (!isAttempt && !ofSteps.some((step) => marks.has(step))) continue;
      const isSince = (item: MarkedEvent<PathEvent>, place: number): boolean =>
        place >= start && item.event.time <= event.time + plan.windowMs;
      const events = ofSteps.map((step) =>
        group.findIndex((item, place) => isSince(item, place) && item.marks.has(step)),
      );
      if (events.includes(-1)) continue;
      if (!isExcluded(group.slice(start + 1, Math.max(...events)), plan, 0))
        return { entered: start, events };
    }
  }
  return undefined;
}

function itemAt(group: Group, place: number): MarkedEvent<PathEvent> {
  return must(group[place], 'event of a group');
}
