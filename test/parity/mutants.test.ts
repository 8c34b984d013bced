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
/** Of each kind that has mistakes of its own, and of any kind for the others. */
const WORLDS = 500;

/** The parity test is worth something only if it can fail: each mistake here must be found. */
describe('parity notices', () => {
  const stored = new Map<ClauseKind | undefined, Promise<readonly StoredWorld[]>>();
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
    for (const each of await worldsOf(mutant.kind)) {
      const { project, world } = each;
      const at = mutant.shows === 'clause' ? 0 : 1;
      const asked = {
        ...world,
        definitions: world.definitions.slice(at, at + 1),
        instants: world.instants.slice(at, at + 1),
      };
      each.overlay ??= await loadIdentityOverlay(temporary.store, project);
      if (await disagreement(temporary.store, asked, project, each.overlay, mutant.compile)) return project;
    }
    return undefined;
  }

  function worldsOf(kind: ClauseKind | undefined): Promise<readonly StoredWorld[]> {
    const known = stored.get(kind) ?? storeWorldsOf(kind);
    stored.set(kind, known);
    return known;
  }

  async function storeWorldsOf(kind: ClauseKind | undefined): Promise<readonly StoredWorld[]> {
    const worlds = fc.sample(worldOf(kind), { seed: SEED, numRuns: WORLDS });
    const projectOf = (index: number): string => `${kind ?? 'any'}-${index}`;
    await storeWorlds(temporary.store, worlds, projectOf);
    return worlds.map((world, index) => ({ world, project: projectOf(index), overlay: undefined }));
  }
});

interface StoredWorld {
  readonly world: World;
  readonly project: string;
  overlay: IdentityOverlay | undefined;
}
