import { afterAll, beforeAll, describe, it } from 'vitest';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import type { Interval } from '../../packages/engine/src/define/live/replay.ts';
import { replayAll } from '../../packages/engine/src/define/live/replay-all.ts';
import { replayUnits } from '../../packages/engine/src/define/live/replay-units.ts';
import { membersOf } from '../../packages/engine/src/define/reference/evaluate.ts';
import { histories } from '../../packages/engine/src/define/reference/histories.ts';
import type { Instant } from '../../packages/engine/src/model/time.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { world as anyWorld, worldOf } from './generate-world.ts';
import { boundaries } from './instants.ts';
import {
  type Check,
  expectNothingWrong,
  expectNothingWrongAgain,
  type StoredWorld,
  type Wrong,
} from './stored-worlds.ts';
import { eventsOf, lookupOf } from './world.ts';

const RUNS = Number(process.env.PARITY_RUNS ?? 60);
const SEED = Number(process.env.PARITY_SEED ?? 20_260_401);
const TIMEOUT = { timeout: 60_000 + RUNS * 4_000 };

type Courses = ReadonlyMap<string, readonly Interval[]>;

describe('parity of the reference and replay', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  const everywhere: Check = async (stored) => {
    for (const definition of stored.world.definitions) {
      const instants = boundaries(stored.world, definition);
      const until = instants.at(-1);
      // Nothing ever happened, and no window has an edge.
      if (until === undefined) continue;
      const courses = await replayed(stored, definition, until);
      const wrong =
        differs(stored, definition, instants, courses) ??
        differsAlone(definition, courses, await ofUnits(stored, definition, until, [...courses.keys()]));
      if (wrong) return wrong;
    }
    return undefined;
  };

  it('holds in every world where a reading once failed', () =>
    expectNothingWrongAgain(temporary.store, everywhere));

  it(`holds at every instant of ${RUNS} generated worlds (seed ${SEED})`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, anyWorld, SEED, RUNS, everywhere),
  );

  it(`holds in ${RUNS} worlds of clauses that compare with others`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, worldOf('typical-count'), SEED + 2, RUNS, everywhere),
  );

  it(`holds from any change on and up to any, in ${RUNS} generated worlds`, TIMEOUT, () =>
    expectNothingWrong(temporary.store, anyWorld, SEED + 1, RUNS, async (stored) => {
      for (const definition of stored.world.definitions) {
        const instants = boundaries(stored.world, definition);
        const changes = changesOf(await replayed(stored, definition, instants.at(-1) ?? 0));
        const [from, until] = [1 / 3, 2 / 3].map((part) => changes[Math.floor(part * changes.length)]);
        if (from === undefined || until === undefined) continue;
        const within = instants.filter((at) => at >= from && at <= until);
        const wrong = differs(stored, definition, within, await replayed(stored, definition, until, from));
        if (wrong) return wrong;
      }
      return undefined;
    }),
  );
});

/** Where some unit came or went, in order. */
function changesOf(courses: Courses): readonly Instant[] {
  const edges = [...courses.values()].flatMap((intervals) => intervals.flatMap(({ from, to }) => [from, to]));
  return [...new Set(edges.filter((at) => at !== undefined))].sort((a, b) => a - b);
}

async function replayed(
  { store, world, project, overlay }: StoredWorld,
  definition: CohortDefinition,
  until: Instant,
  from?: Instant,
): Promise<Courses> {
  const courses = new Map<string, readonly Interval[]>();
  await replayAll({
    ...{ store, project, overlay, from, until, unit: definition.unit, cohorts: lookupOf(world) },
    definitions: [definition],
    each: ({ key }, [intervals = []]) => courses.set(key, intervals),
  });
  return courses;
}

async function ofUnits(
  { store, world, project, overlay }: StoredWorld,
  definition: CohortDefinition,
  until: Instant,
  subjects: readonly string[],
): Promise<Courses> {
  const found = await replayUnits({
    ...{ store, project, overlay, until, subjects, unit: definition.unit, cohorts: lookupOf(world) },
    definitions: [definition],
  });
  return new Map([...found].map(([key, [intervals = []]]) => [key, intervals]));
}

/** The first instant at which the members that the intervals tell are not those of the reference. */
function differs(
  { world, project }: StoredWorld,
  definition: CohortDefinition,
  instants: readonly Instant[],
  courses: Courses,
): Wrong | undefined {
  const known = histories(eventsOf(world, project), definition.unit);
  for (const at of instants) {
    const reference = [...membersOf(definition, known, at, lookupOf(world))].sort();
    const replay = [...courses].filter(([, intervals]) => isIn(intervals, at)).map(([key]) => key);
    if (JSON.stringify(replay.sort()) === JSON.stringify(reference)) continue;
    const seen = { definition, at, reference, replay, courses: Object.fromEntries(courses) };
    return seen;
  }
  return undefined;
}

function differsAlone(definition: CohortDefinition, all: Courses, alone: Courses): Wrong | undefined {
  const [one, other] = [all, alone].map((courses) => JSON.stringify([...courses].sort()));
  const seen = { definition, all: [...all], alone: [...alone] };
  return one === other ? undefined : seen;
}

function isIn(intervals: readonly Interval[], at: Instant): boolean {
  return intervals.some(({ from, to }) => from <= at && (to === undefined || at < to));
}
