import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import {
  type IdentityOverlay,
  loadIdentityOverlay,
} from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { storeWorlds } from './readings.ts';
import type { World } from './world.ts';

/** A world that lies in a store under a project of its own. */
export interface StoredWorld {
  readonly store: EventStore;
  readonly world: World;
  readonly project: string;
  readonly overlay: IdentityOverlay;
}

/** What is wrong in a stored world, to be shown when the test fails; undefined: nothing. `sql` is shown as it is. */
export type Check = (stored: StoredWorld) => Promise<Wrong | undefined>;

export interface Wrong {
  readonly definition: CohortDefinition;
  readonly sql?: string;
}

/** PARITY_KEEP=1: keep the shrunk failure as a regression. */
const KEEP = process.env.PARITY_KEEP === '1';
const REGRESSIONS = join(import.meta.dirname, 'regressions');
/** Worlds stored with one insert, and worlds asked at a time. */
const CHUNK = 50;
const AT_ONCE = 3;
let chunks = 0;

/** Fails when something is wrong in a world in which something once was. */
export async function expectNothingWrongAgain(store: EventStore, check: Check): Promise<void> {
  const files = readdirSync(REGRESSIONS).filter((name) => name.endsWith('.json'));
  const worlds: World[] = files.map((name) => JSON.parse(readFileSync(join(REGRESSIONS, name), 'utf8')));
  const found = await wrongs(store, worlds, check);
  expect(files.filter((_, i) => found[i] !== undefined)).toEqual([]);
}

/** Fails with the smallest world found in which something is wrong, when there is one among `runs` generated ones. */
export async function expectNothingWrong(
  store: EventStore,
  anyWorld: fc.Arbitrary<World>,
  seed: number,
  runs: number,
  check: Check,
): Promise<void> {
  const worlds = fc.sample(anyWorld, { seed, numRuns: runs });
  for (let start = 0; start < worlds.length; start += CHUNK) {
    const found = await wrongs(store, worlds.slice(start, start + CHUNK), check);
    const at = found.findIndex((each) => each !== undefined);
    if (at >= 0) expect.fail(await explained(start + at, found[at]));
  }

  /** The failure shrunk, as a message; kept as a file when that is asked for. */
  async function explained(index: number, seen: Wrong | undefined): Promise<string> {
    const isRight = fc.asyncProperty(
      anyWorld,
      async (world) => (await wrongs(store, [world], check))[0] === undefined,
    );
    const shrunk = await fc.check(isRight, { seed, path: String(index), numRuns: 1 });
    const [smallest] = shrunk.counterexample ?? [];
    const [wrong = seen] = smallest ? await wrongs(store, [smallest], check) : [];
    if (smallest && KEEP) {
      writeFileSync(
        join(REGRESSIONS, `seed-${seed}-${index}.json`),
        `${JSON.stringify(smallest, null, 1)}\n`,
      );
    }
    const details = JSON.stringify({ ...wrong, sql: undefined, world: smallest }, null, 1);
    return `PARITY_SEED=${seed}, world ${index}, shrunk ${shrunk.numShrinks} times\n${details}\n${wrong?.sql ?? ''}`;
  }
}

/** What is wrong in each of some worlds. */
async function wrongs(
  store: EventStore,
  worlds: readonly World[],
  check: Check,
): Promise<readonly (Wrong | undefined)[]> {
  chunks += 1;
  const chunk = chunks;
  const projectOf = (index: number): string => `chunk-${chunk}-world-${index}`;
  await storeWorlds(store, worlds, projectOf);
  const found: (Wrong | undefined)[] = worlds.map(() => undefined);
  const waiting = [...worlds.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, world] = next;
      const overlay = await loadIdentityOverlay(store, projectOf(index));
      found[index] = await check({ store, world, project: projectOf(index), overlay });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
