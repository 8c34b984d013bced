import type { Interval } from '../../define/live/replay.ts';
import type { Instant } from '../../model/time.ts';
import type { BacktestCourse } from './result.ts';

/** What a backtest asks of each unit, with everything in ms. */
export interface CourseQuestion {
  readonly instants: readonly Instant[];
  readonly horizonMs: number;
  readonly firstTime: boolean;
}

/** What is known of one unit. */
export interface UnitWhiles {
  readonly knownSince: Instant;
  /** The whiles in which it was a member, in order. */
  readonly members: readonly Interval[];
  /** Those in which it was in the baseline; undefined: everybody is. */
  readonly others: readonly Interval[] | undefined;
  /** When it did the goal, in order. */
  readonly goals: readonly Instant[];
}

/** Puts the courses of units through some instants together. Units alike in everything are one course. */
export class CourseCollector {
  readonly #question: CourseQuestion;
  readonly #courses = new Map<string, { subjects: number; readonly entries: BacktestCourse['entries'] }>();

  constructor(question: CourseQuestion) {
    this.#question = question;
  }

  get courses(): readonly BacktestCourse[] {
    return [...this.#courses.values()];
  }

  add(unit: UnitWhiles): void {
    const entries = entriesOf(unit, this.#question);
    if (entries.length === 0) return;
    const alike = keyOf(entries);
    const course = this.#courses.get(alike);
    if (course) course.subjects += 1;
    else this.#courses.set(alike, { subjects: 1, entries });
  }
}

function entriesOf(
  { knownSince, members, others, goals }: UnitWhiles,
  { instants, horizonMs, firstTime }: CourseQuestion,
): BacktestCourse['entries'] {
  const entries: BacktestCourse['entries'][number][] = [];
  const isMember = membershipIn(members);
  const isOther = others && membershipIn(others);
  const [first] = goals;
  let next = 0;
  for (const [stratum, at] of instants.entries()) {
    if (firstTime && first !== undefined && first <= at) break;
    const member = isMember(at);
    const other = isOther?.(at) ?? true;
    while ((goals[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    if (knownSince > at || (!member && !other)) continue;
    const goal = goals[next];
    const success = goal !== undefined && goal <= at + horizonMs;
    entries.push({ stratum, inBase: !member, success, leadMs: member && success ? goal - at : undefined });
  }
  return entries;
}

/** Asks intervals about instants that ascend. */
export function membershipIn(intervals: readonly Interval[]): (at: Instant) => boolean {
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
