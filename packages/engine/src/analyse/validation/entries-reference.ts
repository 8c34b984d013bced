import type { Instant } from '../../model/time.ts';

/** What the plain reading knows of a unit: when it became known, when it did the goal, and whether it was a member or in the baseline. */
export interface PlainUnit {
  readonly knownSince: Instant;
  readonly goals: readonly Instant[];
  readonly isMember: (at: Instant) => boolean;
  readonly isOther: (at: Instant) => boolean;
}

/** Who converted, of those who entered and of the others, period by period. */
export interface PlainPeriod {
  readonly entered: readonly boolean[];
  readonly others: readonly boolean[];
}

/**
 * The meaning of "after entry", by looking at every instant at which anything can happen (`every`, which holds the periods' borders):
 * a unit enters at the first of them at which it is a member and was none at the one before.
 */
export function entriesReference(
  units: readonly PlainUnit[],
  instants: readonly Instant[],
  every: readonly Instant[],
  horizonMs: number,
  firstTime: boolean,
): readonly PlainPeriod[] {
  const [first = 0] = instants;
  const entryOf = new Map(
    units.map((unit) => {
      const looked = every.filter((at) => at >= first);
      const at = looked.find(
        (instant, i) => i > 0 && unit.isMember(instant) && !unit.isMember(looked[i - 1] ?? 0),
      );
      return [unit, unit.isMember(first) ? undefined : at] as const;
    }),
  );
  return instants.slice(1).map((end, i) => {
    const start = instants[i] ?? 0;
    const convertedAfter = (unit: PlainUnit, from: Instant): boolean | undefined =>
      firstTime && unit.goals.some((goal) => goal <= from)
        ? undefined
        : unit.goals.some((goal) => goal > from && goal <= from + horizonMs);
    const told = (found: readonly (boolean | undefined)[]): boolean[] =>
      found.filter((each) => each !== undefined);
    const enters = (unit: PlainUnit): boolean => {
      const at = entryOf.get(unit);
      return at !== undefined && at >= start && at < end;
    };
    const hasEntered = (unit: PlainUnit): boolean => (entryOf.get(unit) ?? Number.POSITIVE_INFINITY) < start;
    return {
      entered: told(units.filter(enters).map((unit) => convertedAfter(unit, entryOf.get(unit) ?? 0))),
      others: told(
        units
          .filter((unit) => unit.knownSince <= start && unit.isOther(start) && !unit.isMember(start))
          .filter((unit) => !enters(unit) && !hasEntered(unit))
          .map((unit) => convertedAfter(unit, start)),
      ),
    };
  });
}
