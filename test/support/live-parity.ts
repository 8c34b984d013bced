import fc from 'fast-check';
import type {
  CohortLookup,
  ReferenceContext,
} from '../../packages/engine/src/define/clauses/define-clause.ts';
import { type ClauseKind, clauseOf } from '../../packages/engine/src/define/clauses/registry.ts';
import type { ClauseNode } from '../../packages/engine/src/define/language/ast.ts';
import { type Duration, durationMs } from '../../packages/engine/src/define/language/duration.ts';
import type {
  TrackedReading,
  Tracker,
  TrackerInputs,
} from '../../packages/engine/src/define/live/tracker.ts';
import { selects } from '../../packages/engine/src/define/selector/event-selector.ts';
import { NO_SESSION } from '../../packages/engine/src/model/event.ts';
import type { History, HistoryEvent, HistoryUpdate } from '../../packages/engine/src/model/history.ts';
import type { PropertyValue, Scalar } from '../../packages/engine/src/model/property-value.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { clauseOfKind } from '../parity/generate-definition.ts';
import { EVENT_NAMES, PROPERTY_NAMES, SESSIONS, TIMES, VALUES } from '../parity/vocabulary.ts';
import { isCountedAs } from './counted-as.ts';

/** A row as it arrives, of one of two units that may become one. */
interface Row {
  readonly unit: 0 | 1;
  readonly time: Instant;
  /** Undefined: a record, which only makes the unit known. */
  readonly event: Omit<HistoryEvent, 'time' | 'seq'> | undefined;
  readonly changes: Readonly<Record<string, PropertyValue | null>>;
  /** Before this row the trackers are told to forget what is over; undefined: not. As of so long before the latest row. */
  readonly forgets: number | undefined;
}

interface Course {
  readonly rows: readonly Row[];
  /** The row before which the two units become one; past the end: never. */
  readonly merge: number;
}

/** What is known of a unit at one time of its course, and its tracker. */
interface Unit {
  readonly tracker: Tracker;
  readonly history: History;
  readonly latest: Instant;
  readonly askedFrom: Instant;
}

function row(values: readonly PropertyValue[]): fc.Arbitrary<Row> {
  const properties = fc.dictionary(fc.constantFrom(...PROPERTY_NAMES), fc.constantFrom(...values), {
    maxKeys: 2,
  });
  const event = fc.record({
    name: fc.constantFrom(...EVENT_NAMES),
    sessionId: fc.constantFrom(NO_SESSION, ...SESSIONS),
    properties,
    userProperties: properties,
    accounts: fc.constant([]),
    user: fc.constantFrom('1', '2'),
  });
  const changed = fc.option(fc.constantFrom(...values), { nil: null, freq: 5 });
  const forgets = fc.constantFrom(...TIMES).map((time) => time - must(TIMES[0], 'a time'));
  return fc.record({
    unit: fc.constantFrom(0 as const, 0 as const, 1 as const),
    time: fc.constantFrom(...TIMES),
    event: fc.option(event, { nil: undefined, freq: 8 }),
    changes: fc.dictionary(fc.constantFrom(...PROPERTY_NAMES), changed, { maxKeys: 1 }),
    forgets: fc.option(forgets, { nil: undefined, freq: 2 }),
  });
}

function course(values: readonly PropertyValue[]): fc.Arbitrary<Course> {
  return fc.record({
    rows: fc.array(row(values), { minLength: 1, maxLength: 14, size: 'medium' }),
    merge: fc.nat({ max: 20 }),
  });
}

/** What to try, where a kind needs other clauses or values of properties than those that parity is tried with. */
export interface LiveParityOptions {
  readonly numRuns?: number;
  readonly clauses?: fc.Arbitrary<ClauseNode>;
  readonly values?: readonly PropertyValue[];
}

/**
 * Throws when a kind's tracker ever says something else than the reference: after every row of many made-up courses, at every
 * instant at which the clause can change and a millisecond to either side. What is known as of an instant must also hold up to
 * `until`.
 */
export function assertFollowsReference(
  kind: ClauseKind,
  { numRuns = 400, clauses = clauseOfKind(kind), values = VALUES }: LiveParityOptions = {},
): void {
  fc.assert(
    fc.property(clauses, course(values), (clause, each) => {
      for (const difference of differences(clause, each, NO_COHORTS)) throw new Error(difference);
    }),
    { seed: 11, numRuns },
  );
}

const NO_COHORTS: CohortLookup = { definition: () => undefined };

function* differences(clause: ClauseNode, { rows, merge }: Course, cohorts: CohortLookup): Generator<string> {
  const { live } = clauseOf(clause);
  if (live.kind !== 'tracked') return;
  const units: (Unit | undefined)[] = [undefined, undefined];
  let isOne = false;
  for (const [i, each] of rows.entries()) {
    if (i >= merge && !isOne) {
      isOne = true;
      units[0] = merged(units[0], units[1]);
      if (units[0]) yield* asked(units[0], clause, cohorts);
    }
    const at = isOne ? 0 : each.unit;
    const before = units[at] ?? { ...UNKNOWN, tracker: live.track(clause, undefined) };
    const forgetful = forgotten(before, each.forgets, () => live.track(clause, undefined));
    const unit = fed(forgetful, each, i + 1, live, clause);
    units[at] = unit;
    yield* asked(unit, clause, cohorts);
  }
}

const UNKNOWN: Omit<Unit, 'tracker'> = {
  history: { id: '1', knownSince: Number.POSITIVE_INFINITY, events: [], updates: [] },
  latest: Number.NEGATIVE_INFINITY,
  askedFrom: Number.NEGATIVE_INFINITY,
};

function merged(one: Unit | undefined, other: Unit | undefined): Unit | undefined {
  if (!one || !other) return one ?? other;
  one.tracker.absorb(other.tracker);
  return {
    tracker: one.tracker,
    history: {
      id: one.history.id,
      knownSince: Math.min(one.history.knownSince, other.history.knownSince),
      events: inOrder([...one.history.events, ...other.history.events]),
      updates: inOrder([...one.history.updates, ...other.history.updates]),
    },
    latest: Math.max(one.latest, other.latest),
    askedFrom: Math.max(one.askedFrom, other.askedFrom),
  };
}

function forgotten(unit: Unit, before: number | undefined, fresh: () => Tracker): Unit {
  if (before === undefined || unit.latest < 0) return unit;
  const askedFrom = Math.max(unit.askedFrom, unit.latest + before);
  return { ...unit, askedFrom, tracker: unit.tracker.forget(askedFrom) ? fresh() : unit.tracker };
}

function fed(unit: Unit, row: Row, seq: number, live: TrackedReading<ClauseNode>, clause: ClauseNode): Unit {
  const { time } = row;
  const { tracker, history } = unit;
  const inputs = live.inputs(clause);
  const updates: HistoryUpdate[] = Object.entries(row.changes).map(([property, value]) => ({
    property,
    time,
    seq,
    value: value ?? undefined,
  }));
  inputs.properties.forEach((property, i) => {
    for (const update of updates) if (update.property === property) tracker.change?.(i, update);
  });
  const happened = row.event && { ...row.event, time, seq };
  if (happened) feedEvent(tracker, inputs, happened);
  return {
    ...unit,
    history: {
      id: history.id,
      knownSince: Math.min(history.knownSince, time),
      events: inOrder([...history.events, ...(happened ? [happened] : [])]),
      updates: inOrder([...history.updates, ...updates]),
    },
    latest: Math.max(unit.latest, time),
  };
}

/** Feeds a tracker one event, as those of its inputs that take it. */
export function feedEvent(tracker: Tracker, inputs: TrackerInputs, happened: HistoryEvent): void {
  for (const [i, { selector, value, sessions }] of inputs.events.entries()) {
    if (!selects(happened, selector)) continue;
    const inSession = sessions === 'ids' && happened.sessionId !== NO_SESSION;
    const ofUser = sessions === 'users' ? happened.user : undefined;
    const carried = value && (value.scope === 'event' ? happened.properties : happened.userProperties);
    tracker.event?.(i, {
      time: happened.time,
      seq: happened.seq,
      session: inSession ? `${happened.user}/${happened.sessionId}` : ofUser,
      values: value ? elements(carried?.[value.property]) : [],
    });
  }
}

function elements(value: PropertyValue | undefined): readonly Scalar[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

function inOrder<Row extends { readonly time: Instant; readonly seq: number }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => a.time - b.time || a.seq - b.seq);
}

/** What the tracker says wrongly of a unit now. */
function* asked(unit: Unit, clause: ClauseNode, cohorts: CohortLookup): Generator<string> {
  const { tracker, history, latest, askedFrom } = unit;
  const from = Math.max(latest, askedFrom);
  const instants = [from, ...boundaries(clause, history)]
    .filter((at) => at >= from)
    .toSorted((a, b) => a - b);
  const says = (of: ClauseNode, asOf: Instant): boolean => {
    const context: ReferenceContext = { asOf, cohorts, population: [history], holds: () => false };
    return clauseOf(of).reference(of, history, context);
  };
  const expected = instants.map((asOf) => says(clause, asOf));
  const { live } = clauseOf(clause);
  const stopsAt = live.kind === 'tracked' ? live.stops?.at(clause) : undefined;
  const counted = tracker.value(from, history);
  if (typeof counted === 'number' && counted > (stopsAt ?? counted))
    yield `${counted} is counted, past ${stopsAt}`;
  if (
    typeof counted === 'number' &&
    isCountedAs(clause, counted, counted === stopsAt, (of) => says(of, from)) === false
  ) {
    yield `${counted} is counted as of ${from} ${JSON.stringify(history, null, 1)}`;
  }
  for (const [i, at] of instants.entries()) {
    const { holds, until } = tracker.truth(at, history);
    const end = until === undefined ? instants.length : instants.findIndex((later) => later >= until);
    if (until !== undefined && until <= at) yield `until ${until} is not after ${at}`;
    const wrong = expected.slice(i, end < 0 ? undefined : end).findIndex((truth) => truth !== holds);
    if (wrong >= 0) {
      const seen = JSON.stringify({ at, holds, until, history }, null, 1);
      yield `as of ${instants[i + wrong]} the reference says ${!holds}, and the tracker ${seen}`;
    }
  }
}

/** Every time, and every time with any of the clause's durations after it, once and twice, and every instant it names; a millisecond around. */
function boundaries(clause: ClauseNode, history: History): readonly Instant[] {
  const times = [history.knownSince, ...history.events, ...history.updates].map((each) =>
    typeof each === 'number' ? each : each.time,
  );
  const found = new Set(times);
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('amount' in value && 'unit' in value) {
      const length = durationMs(value as Duration);
      for (const time of times) found.add(time + length).add(time + 2 * length);
    }
    if ('from' in value) found.add(Number(value.from));
    if ('to' in value) found.add(Number(value.to));
    Object.values(value).forEach(walk);
  };
  walk(clause);
  return [...found].flatMap((time) => [time - 1, time, time + 1]);
}
