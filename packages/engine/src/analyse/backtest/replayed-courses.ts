import type { MembersContext } from '../../define/compile/members.ts';
import { durationMs } from '../../define/language/duration.ts';
import type { Interval } from '../../define/live/replay.ts';
import { replayAll } from '../../define/live/replay-all.ts';
import type { Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import { goalTimes } from './goal-times.ts';
import type { BacktestCourse } from './result.ts';
import type { BacktestSpec } from './spec.ts';
import type { BacktestCohorts } from './to-sql.ts';

/**
 * The courses of a backtest out of one replay: who was a member at each instant is read off the exact whiles of membership, so that
 * more instants cost next to nothing. Units alike in everything are one course.
 */
export async function replayedCourses(
  spec: BacktestSpec,
  { cohort, baseline }: BacktestCohorts,
  instants: readonly Instant[],
  context: MembersContext,
  store: EventStore,
  signal?: AbortSignal | undefined,
): Promise<Iterable<BacktestCourse>> {
  const goals = await goalTimes(spec, instants, context, store, signal);
  const horizonMs = durationMs(spec.horizon);
  const courses = new Map<string, { subjects: number; readonly entries: BacktestCourse['entries'] }>();
  await replayAll({
    ...context,
    ...{ store, unit: spec.unit, signal, from: instants[0], until: instants.at(-1) ?? context.asOf },
    definitions: baseline ? [cohort, baseline] : [cohort],
    each: ({ key, knownSince }, [members = [], others]) => {
      const entries = entriesOf(knownSince, members, others, goals.get(key) ?? []);
      if (entries.length === 0) return;
      const alike = keyOf(entries);
      const course = courses.get(alike);
      if (course) course.subjects += 1;
      else courses.set(alike, { subjects: 1, entries });
    },
  });
  return [...courses.values()];

  function entriesOf(
    knownSince: Instant,
    members: readonly Interval[],
    others: readonly Interval[] | undefined,
    goalsOfUnit: readonly Instant[],
  ): BacktestCourse['entries'] {
    const entries: BacktestCourse['entries'][number][] = [];
    const isMember = membershipIn(members);
    const isOther = others && membershipIn(others);
    let next = 0;
    for (const [stratum, at] of instants.entries()) {
      const [first] = goalsOfUnit;
      if (spec.firstTime && first !== undefined && first <= at) break;
      const member = isMember(at);
      const other = isOther?.(at) ?? true;
      while ((goalsOfUnit[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
      if (knownSince > at || (!member && !other)) continue;
      const goal = goalsOfUnit[next];
      const success = goal !== undefined && goal <= at + horizonMs;
      entries.push({ stratum, inBase: !member, success, leadMs: member && success ? goal - at : undefined });
    }
    return entries;
  }
}

/** Asks intervals about instants that ascend. */
function membershipIn(intervals: readonly Interval[]): (at: Instant) => boolean {
  let place = 0;
  return (at) => {
    for (let { to } = intervals[place] ?? {}; to !== undefined && to <= at; { to } = intervals[place] ?? {}) {
      place += 1;
    }
    const here = intervals[place];
    return here !== undefined && here.from <= at;
  };
}

function keyOf(entries: BacktestCourse['entries']): string {
  let key = '';
  for (const { stratum, inBase, success, leadMs } of entries) {
    key += `${stratum}${inBase ? 'b' : 'm'}${success ? (leadMs ?? 's') : ''},`;
  }
  return key;
}
