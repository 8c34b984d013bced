import type { PropertyValue, Scalar } from '../../model/property-value.ts';
import type { Instant } from '../../model/time.ts';
import type { CohortLookup } from '../clauses/define-clause.ts';
import type { Condition } from '../language/ast.ts';
import type { Window } from '../language/window.ts';
import type { EventSelector } from '../selector/event-selector.ts';
import type { FilterScope } from '../selector/property-filter.ts';
import type { Reach } from './reach.ts';

/**
 * What a tracker knows at an instant: whether its condition holds, and the first instant after it at which that may change
 * without a new row (undefined: never). A timer at `until` makes exits that come with time exact.
 */
export interface Truth {
  readonly holds: boolean;
  readonly until: Instant | undefined;
}

/** What a condition may ask of the unit itself: when it became known, by a row of any kind. It only ever moves back. */
export interface UnitFacts {
  readonly knownSince: Instant;
}

/** An event that one of a clause's inputs takes, as far as a tracker may need it. */
export interface Occurrence {
  readonly time: Instant;
  readonly seq: number;
  /** The session it belongs to, or who did it, told apart by user in an account's history; undefined: none. Only for inputs that ask. */
  readonly session: string | undefined;
  /** The elements of the input's `value` property: one for a scalar, those of a list. Empty for inputs that ask for none. */
  readonly values: readonly Scalar[];
}

/** A property of the unit from an instant on; undefined: removed. */
export interface PropertyChange {
  readonly time: Instant;
  readonly seq: number;
  readonly value: PropertyValue | undefined;
}

/**
 * A clause over one user or account, fed one row at a time in any order of time, each row once. It keeps only what its
 * clause can ever need, whatever rows may still come.
 *
 * Asked about `at`, it has been fed no row later than `at`, and its answer is what the reference says of the rows fed and
 * of all rows that it was told to forget, as of `at`.
 */
export interface Tracker {
  /** An event that the clause's `input` takes. */
  event?(input: number, occurrence: Occurrence): void;
  /** An update of the clause's `property`-th property. */
  change?(property: number, change: PropertyChange): void;
  /** Takes over the rows of another tracker of the same clause, whose unit has become part of this one. The other is done with. */
  absorb(other: this): void;
  truth(at: Instant, unit: UnitFacts): Truth;
  /** What the clause has seen as of `at`, for people: a count, a value. Counts may stop where the reading's `stops` says. */
  value(at: Instant, unit: UnitFacts): PropertyValue | undefined;
  /** Nothing is asked before this instant any more: drops what only mattered there. True: it is as good as new. */
  forget(before: Instant): boolean;
}

/** Events that a clause is fed with. */
export interface EventInput {
  readonly selector: EventSelector;
  /** How far back from the instant asked about its events can matter. */
  readonly reach: Reach;
  /** The property whose elements come as `values`. */
  readonly value?: { readonly scope: FilterScope; readonly property: string } | undefined;
  /** Occurrences carry their session; or one for each user, for a clause that finds sessions by pauses. */
  readonly sessions?: 'ids' | 'users' | undefined;
}

export interface TrackerInputs {
  readonly events: readonly EventInput[];
  /** The unit's own properties whose changes it is fed with. */
  readonly properties: readonly string[];
}

/** What the typical member of a cohort did: a number that goes with time, and is known beforehand or as it comes. */
export interface TypicalCount {
  /** Undefined: the cohort has no members. */
  at(instant: Instant): number | undefined;
  /** The first instant after this one at which the number is known to change. */
  changesAfter(instant: Instant): Instant | undefined;
}

/** Whom a clause compares with: a percentile (1 to 99) of the counts of a cohort's members. */
export interface Typical {
  readonly cohort: string;
  readonly percentile: number;
}

/** The live reading of a kind of clause: what its trackers are fed with, and how one begins. */
export interface TrackedReading<Shape> {
  readonly kind: 'tracked';
  readonly inputs: (clause: Shape) => TrackerInputs;
  /** A tracker of a unit of which nothing but its being known has come yet. `typical` is there when the clause names one. */
  readonly track: (clause: Shape, typical: TypicalCount | undefined) => Tracker;
  readonly typical?: ((clause: Shape) => Typical) | undefined;
  /** May something else become true with time of a unit for which nothing has come that the clause is fed with? Left out: of none. */
  readonly isRestless?: ((clause: Shape) => boolean) | undefined;
  /** Set when the values of its trackers stop before they are whole. */
  readonly stops?: StoppingValue<Shape> | undefined;
}

/** A count whose trackers keep no more than what decides, and what it comes to when everything is kept. */
export interface StoppingValue<Shape> {
  /** The value at which a tracker stops: it says so when there are as many or more. Undefined: one of this clause never does. */
  readonly at: (clause: Shape) => number | undefined;
  readonly window: (clause: Shape) => Window;
  /** The count itself, of all occurrences in the window in the order of time. */
  readonly whole: (clause: Shape, occurrences: readonly Occurrence[]) => number;
}

/** A clause that stands for another condition, read in its place. */
export interface StandInReading<Shape> {
  readonly kind: 'stand-in';
  readonly condition: (clause: Shape, cohorts: CohortLookup) => Condition;
}

export type LiveReading<Shape> = TrackedReading<Shape> | StandInReading<Shape>;

/** A tracker that can tell how often, for the clauses that compare with a typical count. */
export interface CountingTracker extends Tracker {
  /** The count as of `at`, and the first instant after it at which the count changes without a new row. */
  count(at: Instant, unit: UnitFacts): { readonly count: number; readonly until: Instant | undefined };
}

export const HOLDS: Truth = { holds: true, until: undefined };
export const FAILS: Truth = { holds: false, until: undefined };
