import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import {
  type IdentityOverlay,
  loadIdentityOverlay,
} from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { world as anyWorld, worldOf } from './generate-world.ts';
import { type Mutant, mutants } from './mutants.ts';
import { disagreement, storeWorlds } from './readings.ts';
import type { World } from './world.ts';

const SEED = 7;
const WORLDS = 1_500;
/** Of worlds that ask for one kind alone. */
const WORLDS_OF_KIND = 300;

/** The parity test is worth something only if it can fail: each mistake here must be found. */
describe('parity notices', () => {
  /** Worlds of any kind of clause, and of each kind that has mutants of its own. */
  const worlds = new Map<ClauseKind | undefined, readonly Stored[]>();
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
    for (const kind of new Set(mutants.map((mutant) => mutant.kind))) worlds.set(kind, await stored(kind));
  });
  afterAll(() => temporary.dispose());

  it.each(mutants)('$name', { timeout: 120_000 }, async (mutant) => {
    expect(await worldThatCatches(mutant)).toBeDefined();
  });

  async function stored(kind: ClauseKind | undefined): Promise<readonly Stored[]> {
    const [any, count] = kind ? [worldOf(kind), WORLDS_OF_KIND] : [anyWorld, WORLDS];
    const made = fc.sample(any, { seed: SEED, numRuns: count });
    const projectOf = (index: number): string => `${kind ?? 'world'}-${index}`;
    await storeWorlds(temporary.store, made, projectOf);
    return made.map((world, index) => ({ world, project: projectOf(index), overlay: undefined }));
  }

  /** The project of the first world in which the mutant's reading differs from the reference. */
  async function worldThatCatches(mutant: Mutant): Promise<string | undefined> {
    const at = mutant.shows === 'clause' ? 0 : 1;
    for (const each of worlds.get(mutant.kind) ?? []) {
      const { world, project } = each;
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
});

interface Stored {
  readonly world: World;
  readonly project: string;
  overlay: IdentityOverlay | undefined;
}
