import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type IdentityOverlay,
  loadIdentityOverlay,
} from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { CLAUSE_KINDS } from './generate-definition.ts';
import { world as anyWorld, worldOf } from './generate-world.ts';
import { type Mutant, mutants } from './mutants.ts';
import { disagreement, storeWorlds } from './readings.ts';

const SEED = 7;
/** Worlds of any kind, and worlds of each kind of clause: however many kinds there are, each is asked often enough. */
const WORLDS = 500;
const WORLDS_OF_A_KIND = 300;
const projectOf = (index: number): string => `world-${index}`;

/** The parity test is worth something only if it can fail: each mistake here must be found. */
describe('parity notices', () => {
  const worlds = [
    ...fc.sample(anyWorld, { seed: SEED, numRuns: WORLDS }),
    ...CLAUSE_KINDS.flatMap((kind) => fc.sample(worldOf(kind), { seed: SEED, numRuns: WORLDS_OF_A_KIND })),
  ];
  const overlays: IdentityOverlay[] = [];
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    await storeWorlds(temporary.store, worlds, projectOf);
  });
  afterAll(() => temporary.dispose());

  it.each(mutants)('$name', { timeout: 120_000 }, async (mutant) => {
    expect(await worldThatCatches(mutant)).toBeDefined();
  });

  /** The index of the first world in which the mutant's reading differs from the reference. */
  async function worldThatCatches(mutant: Mutant): Promise<number | undefined> {
    for (const [index, world] of worlds.entries()) {
      const at = mutant.shows === 'clause' ? 0 : 1;
      const asked = {
        ...world,
        definitions: world.definitions.slice(at, at + 1),
        instants: world.instants.slice(at, at + 1),
      };
      overlays[index] ??= await loadIdentityOverlay(temporary.store, projectOf(index));
      const overlay = overlays[index];
      if (await disagreement(temporary.store, asked, projectOf(index), overlay, mutant.compile)) return index;
    }
    return undefined;
  }
});
