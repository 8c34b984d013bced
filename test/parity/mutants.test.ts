import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import {
  type IdentityOverlay,
  loadIdentityOverlay,
} from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { worldOf } from './generate-world.ts';
import { type Mutant, mutants } from './mutants.ts';
import { disagreement, storeWorlds } from './readings.ts';
import type { World } from './world.ts';

const SEED = 7;
/** Worlds that ask for one kind of clause, or for any, are made and stored so many at a time until a mistake shows. */
const WORLDS = 150;
const MOST_TIMES = 8;

/** The parity test is worth something only if it can fail: each mistake here must be found. */
describe('parity notices', () => {
  const stored = new Map<string, Promise<readonly StoredWorld[]>>();
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  it.each(mutants)('$name', { timeout: 120_000 }, async (mutant) => {
    expect(await worldThatCatches(mutant)).toBeDefined();
  });

  /** The project of the first world in which the mutant's reading differs from the reference. */
  async function worldThatCatches(mutant: Mutant): Promise<string | undefined> {
    for (let time = 0; time < MOST_TIMES; time += 1) {
      for (const each of await worldsOf(mutant.kind, time))
        if (await isCaught(mutant, each)) return each.project;
    }
    return undefined;
  }

  async function isCaught({ shows, compile }: Mutant, stored: StoredWorld): Promise<boolean> {
    const { project, world } = stored;
    const at = shows === 'clause' ? 0 : 1;
    const asked = {
      ...world,
      definitions: world.definitions.slice(at, at + 1),
      instants: world.instants.slice(at, at + 1),
    };
    stored.overlay ??= await loadIdentityOverlay(temporary.store, project);
    const found = await disagreement(temporary.store, asked, project, stored.overlay, compile);
    return found !== undefined;
  }

  function worldsOf(kind: ClauseKind | undefined, time: number): Promise<readonly StoredWorld[]> {
    const key = `${kind ?? 'any'}-${time}`;
    const known = stored.get(key) ?? storeWorldsOf(kind, time, key);
    stored.set(key, known);
    return known;
  }

  async function storeWorldsOf(
    kind: ClauseKind | undefined,
    time: number,
    key: string,
  ): Promise<readonly StoredWorld[]> {
    const worlds = fc.sample(worldOf(kind), { seed: SEED + time, numRuns: WORLDS });
    const projectOf = (index: number): string => `${key}-${index}`;
    await storeWorlds(temporary.store, worlds, projectOf);
    return worlds.map((world, index) => ({ world, project: projectOf(index), overlay: undefined }));
  }
});

interface StoredWorld {
  readonly world: World;
  readonly project: string;
  overlay: IdentityOverlay | undefined;
}
