import type { Instant } from '../../model/time.ts';
import { must } from '../../util/assert.ts';
import type { MarkedEvent, PathEvent } from './groups.ts';
import type { PathPlan } from './path-plan.ts';
import type { FindPath, FoundPath } from './paths.ts';

type Group = readonly MarkedEvent<PathEvent>[];

/**
 * What everyWay finds, in a few sweeps: so many looks as there are events times steps, for the histories that are kept live. The same
 * reasoning as path-sql.ts, which explains it.
 */
export const swept: FindPath = (group, starts, plan, isAttempt) =>
  plan.spec.order === 'any' ? inAnyOrder(group, starts, plan, isAttempt) : inThisOrder(group, starts, plan);

function inThisOrder(group: Group, starts: readonly number[], plan: PathPlan): FoundPath | undefined {
  const [first] = starts;
  if (first === undefined) return undefined;
  const ends = sweptEnds(group, starts, plan);
  const depth = ends.length;
  if (depth === 1) return { entered: first, events: [first] };
  const end = must(ends.at(-1), 'end of a path');
  const events = chosenPath(group, starts, plan, end, depth);
  return { entered: must(events[0], 'start of a path'), events };
}

/** The first place at which a path of one step is complete, of two, and so on as far as any gets. */
function sweptEnds(group: Group, starts: readonly number[], plan: PathPlan): number[] {
  const steps = plan.required.length;
  const ends: number[] = [];
  /** By steps done: when the window of the latest path ends that may be gone on from here. */
  const open = new Array<Instant>(steps).fill(NEVER);
  let next = 0;
  let until: Instant = NEVER;
  for (let place = starts[0] ?? 0; place < group.length; place += 1) {
    const { event, marks } = itemAt(group, place);
    if (next === starts.length && event.time > until) break;
    // The last step first, so that the paths gone on from are those before this event.
    for (let step = steps - 1; step >= 0; step -= 1) {
      let reached = NEVER;
      if (step === 0) {
        if (starts[next] === place) {
          next += 1;
          reached = event.time + plan.windowMs;
          until = reached;
        }
      } else if (marks.has(step) && event.time <= (open[step - 1] ?? NEVER))
        reached = open[step - 1] ?? NEVER;
      if (reached !== NEVER) {
        open[step] = reached;
        ends[step] ??= place;
      } else if (step < steps - 1 && isExcluded(marks, plan, step)) open[step] = NEVER;
    }
    if (ends.length === steps) break;
  }
  return ends;
}

/** Of the paths of so many steps that end at a place, the earliest: from the end back, which events it may go over as which step. */
function chosenPath(
  group: Group,
  starts: readonly number[],
  plan: PathPlan,
  end: number,
  depth: number,
): number[] {
  const near = itemAt(group, end).event.time - plan.windowMs;
  const from = must(
    starts.find((start) => itemAt(group, start).event.time >= near),
    'start of a path',
  );
  const may: Set<number>[] = [];
  may[depth - 1] = new Set([end]);
  for (let step = depth - 2; step >= 0; step -= 1) {
    const later = may[step + 1] ?? new Set();
    const here = new Set<number>();
    let goesOn = false;
    for (let place = end; place >= from; place -= 1) {
      const { marks } = itemAt(group, place);
      if (goesOn && marks.has(step)) here.add(place);
      if (later.has(place)) goesOn = true;
      else if (isExcluded(marks, plan, step)) goesOn = false;
    }
    may[step] = here;
  }
  const path: number[] = [];
  for (let step = 0; step < depth; step += 1) {
    const ofStep = must(may[step], 'places of a step');
    let place =
      step === 0
        ? must(
            starts.find((start) => ofStep.has(start)),
            'start',
          )
        : (path.at(-1) ?? end) + 1;
    while (!ofStep.has(place)) place += 1;
    path.push(place);
  }
  return path;
}

function isExcluded(marks: ReadonlySet<number>, { gaps }: PathPlan, gap: number): boolean {
  const excluded = must(gaps[gap], 'gap');
  return excluded === 'any-event' || excluded.some((mark) => marks.has(mark));
}

/** Of every place the next that fills each step, from the last back; and so how far from each start the steps are done. */
function inAnyOrder(
  group: Group,
  starts: readonly number[],
  plan: PathPlan,
  isAttempt: boolean,
): FoundPath | undefined {
  const steps = plan.required.length;
  const isStart = new Set(starts);
  const next = new Array<number>(steps).fill(Number.POSITIVE_INFINITY);
  let excluded = Number.POSITIVE_INFINITY;
  let best: { readonly entered: number; readonly done: number; readonly next: readonly number[] } | undefined;
  for (let place = endOf(group, starts, plan); place >= (starts[0] ?? group.length); place -= 1) {
    const { event, marks } = itemAt(group, place);
    for (let step = 0; step < steps; step += 1) if (marks.has(step)) next[step] = place;
    if (isStart.has(place)) {
      const done = stepsDone(place);
      // The last to be found is the earliest.
      if (done > 0 && done >= (best?.done ?? 0)) best = { entered: place, done, next: [...next] };
    }
    if (isExcluded(marks, plan, 0)) excluded = place;

    function stepsDone(start: number): number {
      const until = event.time + plan.windowMs;
      let reached = start;
      let done = 0;
      let fills = isAttempt;
      for (let step = 0; step < steps; step += 1) {
        const at = next[step] ?? Number.POSITIVE_INFINITY;
        reached = Math.max(reached, at);
        if (reached > excluded || reached === Number.POSITIVE_INFINITY) break;
        if (itemAt(group, reached).event.time > until) break;
        fills ||= marks.has(step);
        if (fills) done = step + 1;
      }
      return done;
    }
  }
  return best && { entered: best.entered, events: best.next.slice(0, best.done) };
}

/** The last place that can matter: where all steps are done from the last start on, or its window is over. */
function endOf(group: Group, starts: readonly number[], plan: PathPlan): number {
  const last = starts.at(-1);
  if (last === undefined) return -1;
  const until = itemAt(group, last).event.time + plan.windowMs;
  const missing = new Set(plan.required.keys());
  let place = last;
  for (; place < group.length; place += 1) {
    const { event, marks } = itemAt(group, place);
    if (event.time > until) break;
    for (const mark of marks) missing.delete(mark);
    if (missing.size === 0) return place;
  }
  return place - 1;
}

const NEVER: Instant = Number.NEGATIVE_INFINITY;

function itemAt(group: Group, place: number): MarkedEvent<PathEvent> {
  return must(group[place], 'event of a group');
}
