import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadIdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { world as anyWorld } from './generate-world.ts';
import { type Disagreement, disagreement, storeWorlds } from './readings.ts';
import type { World } from './world.ts';

/** PARITY_RUNS: worlds to try. PARITY_SEED: repeat a run. PARITY_KEEP=1: keep the shrunk failure as a regression. */
const RUNS = Number(process.env.PARITY_RUNS ?? 150);
const SEED = Number(process.env.PARITY_SEED ?? 20_260_131);
const KEEP = process.env.PARITY_KEEP === '1';
const REGRESSIONS = join(import.meta.dirname, 'regressions');
/** Worlds stored with one insert, and worlds asked at a time. */
const CHUNK = 50;
const AT_ONCE = 3;

describe('parity of the reference and SQL', () => {
  let temporary: TemporaryStore;
  let chunks = 0;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  /** What each world's readings differ in, undefined where they agree. */
  async function differences(worlds: readonly World[]): Promise<readonly (Disagreement | undefined)[]> {
    chunks += 1;
    const projectOf = (index: number): string => `chunk-${chunks}-world-${index}`;
    await storeWorlds(temporary.store, worlds, projectOf);
    const found: (Disagreement | undefined)[] = worlds.map(() => undefined);
    const waiting = [...worlds.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, world] = next;
        const overlay = await loadIdentityOverlay(temporary.store, projectOf(index));
        found[index] = await disagreement(temporary.store, world, projectOf(index), overlay);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  it('holds in every world where it once failed', async () => {
    const files = readdirSync(REGRESSIONS).filter((name) => name.endsWith('.json'));
    const worlds: World[] = files.map((name) => JSON.parse(readFileSync(join(REGRESSIONS, name), 'utf8')));
    const found = await differences(worlds);
    expect(files.filter((_, i) => found[i] !== undefined)).toEqual([]);
  });

  it(`holds in ${RUNS} generated worlds (seed ${SEED})`, { timeout: 60_000 + RUNS * 2_000 }, async () => {
    const worlds = fc.sample(anyWorld, { seed: SEED, numRuns: RUNS });
    for (let start = 0; start < worlds.length; start += CHUNK) {
      const found = await differences(worlds.slice(start, start + CHUNK));
      const at = found.findIndex((each) => each !== undefined);
      if (at >= 0) expect.fail(await explained(start + at, found[at]));
    }
  });

  /** The failure shrunk, as a message; kept as a file when that is asked for. */
  async function explained(index: number, seen: Disagreement | undefined): Promise<string> {
    const agrees = fc.asyncProperty(anyWorld, async (world) => (await differences([world]))[0] === undefined);
    const shrunk = await fc.check(agrees, { seed: SEED, path: String(index), numRuns: 1 });
    const [smallest] = shrunk.counterexample ?? [];
    const [found = seen] = smallest ? await differences([smallest]) : [];
    if (smallest && KEEP) {
      const file = join(REGRESSIONS, `seed-${SEED}-${index}.json`);
      writeFileSync(file, `${JSON.stringify(smallest, null, 1)}\n`);
    }
    const details = JSON.stringify({ ...found, sql: undefined, world: smallest }, null, 1);
    return `PARITY_SEED=${SEED}, world ${index}, shrunk ${shrunk.numShrinks} times\n${details}\n${found?.sql}`;
  }
});
