import { afterAll, beforeAll, describe, it } from 'vitest';
import type { CohortDefinition, Condition } from '../../packages/engine/src/define/language/ast.ts';
import { leafClauses } from '../../packages/engine/src/define/language/leaf-clauses.ts';
import { readPopulation } from '../../packages/engine/src/define/membership/population.ts';
import { readUnitCourse } from '../../packages/engine/src/define/membership/unit-course.ts';
import { membersOf } from '../../packages/engine/src/define/reference/evaluate.ts';
import { histories } from '../../packages/engine/src/define/reference/histories.ts';
import type { History } from '../../packages/engine/src/model/history.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../packages/engine/src/model/time.ts';
import { calendarStarts } from '../../packages/engine/src/util/calendar.ts';
import { isCountedAs } from '../support/counted-as.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { world as anyWorld, worldOf } from './generate-world.ts';
import { boundaries } from './instants.ts';
import { expectNothingWrong, type StoredWorld, type Wrong } from './stored-worlds.ts';
import { eventsOf, lookupOf } from './world.ts';

const RUNS = Number(process.env.PARITY_RUNS ?? 40);
const SEED = Number(process.env.PARITY_SEED ?? 20_260_501);
const TIMEOUT = { timeout: 60_000 + RUNS * 5_000 };
/** Units of each world that are looked at. */
const UNITS = 2;

describe('parity of the reference and', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it(`the courses of units, in ${RUNS} generated worlds (seed ${SEED})`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, anyWorld, SEED, RUNS, wrongCourses),
  );

  it(`the courses of units beside typical ones, in ${RUNS} generated worlds`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, worldOf('typical-count'), SEED + 2, RUNS, wrongCourses),
  );

  it(`the sizes of cohorts, in ${RUNS} generated worlds (seed ${SEED + 1})`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, anyWorld, SEED + 1, RUNS, wrongPopulation),
  );
});

async function wrongCourses(stored: StoredWorld): Promise<Wrong | undefined> {
  for (const [i, definition] of stored.world.definitions.entries()) {
    const asOf = stored.world.instants[i]?.[0] ?? 0;
    const known = histories(eventsOf(stored.world, stored.project), definition.unit);
    for (const subject of [...[...known.keys()].slice(0, UNITS), '12345']) {
      const wrong = await wrongCourse(stored, definition, subject, asOf, known);
      if (wrong) return { definition, subject, asOf, ...wrong } as Wrong;
    }
  }
  return undefined;
}

async function wrongCourse(
  { store, world, project, overlay }: StoredWorld,
  definition: CohortDefinition,
  subject: string,
  asOf: Instant,
  known: ReadonlyMap<string, History>,
): Promise<object | undefined> {
  const cohorts = lookupOf(world);
  const found = await readUnitCourse({
    ...{ store, project, overlay, cohorts, definition, subject, asOf, now: asOf + 1 },
  });
  const { knownSince = Number.POSITIVE_INFINITY } = known.get(subject) ?? {};
  if (found === undefined) return knownSince <= asOf ? { missing: true } : undefined;
  if (found.knownSince !== knownSince) return { found, knownSince };
  const frozen = new Map([...known].map(([id, history]) => [id, upTo(history, asOf)]));
  const instants = boundaries(world, definition);
  const past = instants.filter((at) => at >= knownSince && at <= asOf);
  const future = instants.filter((at) => at > asOf);

  const { clauses, intervals, isMember: holds, since, until } = found;
  const leaves = leafClauses(definition.where);
  if (clauses.map(({ path }) => path).join() !== leaves.map(({ path }) => path).join()) return { clauses };
  for (const [where, state] of [
    [definition.where, { holds, since, until }] as const,
    ...leaves.map(({ clause }, i) => [clause, clauses[i]] as const),
  ]) {
    if (state === undefined) return { where };
    const is = isOf(where);
    const end = state.until ?? Number.POSITIVE_INFINITY;
    const isRight =
      is(asOf) === state.holds &&
      past.every((at) => at < state.since || is(at) === state.holds) &&
      (state.since === knownSince || is(state.since - 1) !== state.holds) &&
      future.every((at) => at >= end || is(at) === state.holds) &&
      (state.until === null || is(state.until) !== state.holds);
    if (!isRight) return { where, state, found };
  }
  for (const [i, { clause }] of leaves.entries()) {
    const value = clauses[i]?.value;
    if (typeof value !== 'number') continue;
    if (isCountedAs(clause, value, false, (of) => isOf(of)(asOf)) === false) return { clause, value };
  }
  const member = isOf(definition.where);
  const missed = past.find(
    (at) => intervals.some(({ from, to }) => from <= at && (to === undefined || at < to)) !== member(at),
  );
  return missed === undefined ? undefined : { missed, found };

  function isOf(where: Condition): (at: Instant) => boolean {
    return (at) => membersOf({ ...definition, where }, frozen, at, cohorts).has(subject);
  }
}

/** As if nothing had come after an instant. */
function upTo(history: History, asOf: Instant): History {
  return {
    ...history,
    events: history.events.filter(({ time }) => time <= asOf),
    updates: history.updates.filter(({ time }) => time <= asOf),
  };
}

async function wrongPopulation({ store, world, project, overlay }: StoredWorld): Promise<Wrong | undefined> {
  const cohorts = lookupOf(world);
  for (const [i, definition] of world.definitions.entries()) {
    const [one = 0, other = one] = world.instants[i] ?? [];
    const from = Math.min(one, other);
    const to = Math.min(Math.max(one, other), from + 40 * DAY_MS);
    const every = to - from < 10 * HOUR_MS ? 'hour' : 'day';
    const timeZone = i === 0 ? 'UTC' : 'America/New_York';
    const spans = { from, to, every, timeZone } as const;
    const found = await readPopulation({ store, project, overlay, cohorts, definition, ...spans });
    const known = histories(eventsOf(world, project), definition.unit);
    const members = (at: Instant): ReadonlySet<string> => membersOf(definition, known, at, cohorts);
    const starts = calendarStarts(from, to, every, timeZone);
    const instants = boundaries(world, definition).filter((at) => at <= to);
    const expected = starts.slice(0, -1).map((start, span) => {
      const end = Math.min((starts[span + 1] ?? 0) - 1, to);
      let before = members(start - 1);
      let entered = 0;
      let exited = 0;
      for (const at of instants) {
        if (at < start || at > end) continue;
        const now = members(at);
        for (const key of now) if (!before.has(key)) entered += 1;
        for (const key of before) if (!now.has(key)) exited += 1;
        before = now;
      }
      return { at: Math.min(starts[span + 1] ?? 0, to), size: members(end).size, entered, exited };
    });
    const seen = { definition, spans, found, expected };
    if (JSON.stringify(found) !== JSON.stringify(expected)) return seen;
  }
  return undefined;
}
