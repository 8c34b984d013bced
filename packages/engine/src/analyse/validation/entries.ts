import type { Interval } from '../../define/live/replay.ts';
import type { Instant } from '../../model/time.ts';
import { shareDifference } from '../../util/statistics/difference.ts';
import { clusteredRatio, type Stratum, type StratumEntry } from '../../util/statistics/mantel-haenszel.ts';
import { proportion } from '../../util/statistics/proportion.ts';
import { type CourseQuestion, membershipIn, type UnitWhiles } from '../backtest/course-collector.ts';
import type { AfterEntry } from './result.ts';

/** How many points the course of conversions has at most. */
const POINTS = 30;

/** One unit in one period, or some alike. `waitMs`: until the goal, within the horizon. */
interface Seen {
  readonly inBase: boolean;
  readonly success: boolean;
  readonly waitMs: number | undefined;
}

/**
 * What became of those who entered, beside comparable ones who did not. Time goes in periods from one instant to the next. Who enters
 * for the first time in a period, not having been a member at its start, counts from the very instant of entry; beside these stand all who
 * were known at the period's start, no members at it and did not enter in it (and are in the baseline, when there is one), counted
 * from that start. With `firstTime` nobody counts who had done the goal by then. An entrant of one period is no other in the
 * periods after it, and who is a member at the first instant is none, because nobody looked when that began.
 */
export class EntryCollector {
  readonly #question: CourseQuestion;
  readonly #strata: { count: number; of: number; baseCount: number; baseOf: number }[];
  readonly #subjects = new Map<string, { subjects: number; readonly entries: readonly StratumEntry[] }>();
  readonly #entrantWaits: number[] = [];
  readonly #otherWaits: number[] = [];

  constructor(question: CourseQuestion) {
    this.#question = question;
    this.#strata = question.instants.slice(1).map(() => ({ count: 0, of: 0, baseCount: 0, baseOf: 0 }));
  }

  add({ knownSince, members, others, goals }: UnitWhiles): void {
    const { instants, horizonMs, firstTime } = this.#question;
    const isOther = others && membershipIn(others);
    const isMember = membershipIn(members);
    const entry = firstEntry(members, instants[0] ?? 0);
    const entries: StratumEntry[] = [];
    for (let stratum = 0; stratum + 1 < instants.length; stratum += 1) {
      const at = instants[stratum] as Instant;
      const end = instants[stratum + 1] as Instant;
      const inBase = isOther?.(at) ?? true;
      if (entry !== undefined && entry < at) break;
      const enters = entry !== undefined && entry >= at && entry < end;
      if (enters) this.#note(entries, stratum, seen(entry, false, goals, horizonMs, firstTime));
      else if (knownSince <= at && inBase && !isMember(at))
        this.#note(entries, stratum, seen(at, true, goals, horizonMs, firstTime));
    }
    if (entries.length === 0) return;
    const key = entries.map(({ stratum, inBase, success }) => `${stratum}${inBase}${success}`).join();
    const alike = this.#subjects.get(key);
    if (alike) alike.subjects += 1;
    else this.#subjects.set(key, { subjects: 1, entries });
  }

  get answer(): AfterEntry {
    const total = (key: keyof Stratum): number => this.#strata.reduce((sum, each) => sum + each[key], 0);
    const entered = proportion(total('count'), total('of'));
    const others = { count: total('baseCount'), of: total('baseOf') };
    const { horizonMs } = this.#question;
    return {
      entered,
      others: { ...others, share: others.of === 0 ? null : others.count / others.of },
      ratio: clusteredRatio(this.#strata, this.#subjects.values()),
      difference: shareDifference(entered.count, entered.of, others.count, others.of),
      course: Array.from({ length: POINTS }, (_, i) => {
        const afterMs = Math.round((horizonMs * (i + 1)) / POINTS);
        return {
          afterMs,
          entered: shareWithin(this.#entrantWaits, afterMs, entered.of),
          others: shareWithin(this.#otherWaits, afterMs, others.of),
        };
      }),
    };
  }

  #note(entries: StratumEntry[], stratum: number, found: Seen | undefined): void {
    const sums = this.#strata[stratum];
    if (found === undefined || sums === undefined) return;
    const { inBase, success, waitMs } = found;
    entries.push({ stratum, inBase, success });
    if (inBase) sums.baseOf += 1;
    else sums.of += 1;
    if (!success) return;
    if (inBase) sums.baseCount += 1;
    else sums.count += 1;
    if (waitMs !== undefined) (inBase ? this.#otherWaits : this.#entrantWaits).push(waitMs);
  }
}

/** The first beginning of membership after an instant; who is a member at it began before, nobody knows when. */
function firstEntry(members: readonly Interval[], from: Instant): Instant | undefined {
  const [first] = members;
  return first === undefined || first.from <= from ? undefined : first.from;
}

function seen(
  from: Instant,
  inBase: boolean,
  goals: readonly Instant[],
  horizonMs: number,
  firstTime: boolean,
): Seen | undefined {
  if (firstTime && goals[0] !== undefined && goals[0] <= from) return undefined;
  const goal = goals.find((each) => each > from);
  const success = goal !== undefined && goal <= from + horizonMs;
  return { inBase, success, waitMs: success ? goal - from : undefined };
}

function shareWithin(waits: readonly number[], withinMs: number, of: number): number | null {
  if (of === 0) return null;
  let count = 0;
  for (const wait of waits) if (wait <= withinMs) count += 1;
  return count / of;
}
