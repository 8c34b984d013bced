import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClauseKind } from '../../packages/engine/src/define/clauses/registry.ts';
import { ownerOf } from '../../packages/engine/src/define/reference/histories.ts';
import type { IdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { worldOf } from './generate-world.ts';
import { type Mutant, mutants } from './mutants.ts';
import { disagreement, type ReferenceMembers, referenceOf, storeWorlds } from './readings.ts';
import type { World } from './world.ts';

const SEED = 1007;
/** Worlds that ask for one kind of clause, or for any, are made and stored so many at a time until a mistake shows. */
const WORLDS = 150;
const MOST_TIMES = 8;
/** PARITY_KEEP=1: keep where each mistake was seen, so that the next run looks there first. */
const KEEP = process.env.PARITY_KEEP === '1';
const SEEN = join(import.meta.dirname, 'mutants-seen.json');
/** By mistake: which time, and the place of the world in it. */
const seen: Record<string, readonly [time: number, place: number]> = JSON.parse(readFileSync(SEEN, 'utf8'));
/** Worlds in which a mistake is looked for at a time. */
const AT_ONCE = 3;

/** The parity test is worth something only if it can fail: each mistake here must be found. */
describe('parity notices', () => {
  const stored = new Map<string, Promise<readonly StoredWorld[]>>();
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(async () => {
    if (KEEP) writeFileSync(SEEN, `${JSON.stringify(seen, null, 1)}\n`);
    await temporary.dispose();
  });

  it.each(mutants)('$name', { timeout: 120_000 }, async (mutant) => {
    expect(await worldThatCatches(mutant)).toBeDefined();
  });

  /**
   * The project of a world in which the mutant's reading differs from the reference: that in which it was seen last, when it still
   * is, and else one found by looking through all.
   */
  async function worldThatCatches(mutant: Mutant): Promise<string | undefined> {
    const [lastTime = 0, place = -1] = seen[keyOf(mutant)] ?? [];
    const last = place < 0 ? undefined : (await worldsOf(mutant.kind, lastTime))[place];
    if (last && (await isCaught(mutant, last))) return last.project;
    for (let time = 0; time < MOST_TIMES; time += 1) {
      const worlds = await worldsOf(mutant.kind, time);
      const waiting = [...worlds];
      let caught: string | undefined;
      const look = async (): Promise<void> => {
        while (caught === undefined) {
          const next = waiting.shift();
          if (next === undefined) return;
          if (!(await isCaught(mutant, next))) continue;
          caught = next.project;
          seen[keyOf(mutant)] = [time, worlds.indexOf(next)];
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, look));
      if (caught !== undefined) return caught;
    }
    return undefined;
  }

  async function isCaught({ shows, compile }: Mutant, stored: StoredWorld): Promise<boolean> {
    const { project, overlay } = stored;
    const { world, reference } = stored[shows];
    const found = await disagreement(temporary.store, world, project, overlay, compile, reference);
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
    return worlds.map((world, index) => {
      const project = projectOf(index);
      return {
        project,
        clause: askedOf(world, 0, project),
        condition: askedOf(world, 1, project),
        overlay: overlayOf(world),
      };
    });
  }
});

function keyOf({ kind, name }: Mutant): string {
  return `${kind ?? 'any'}: ${name}`;
}

/** A world with one of its definitions alone, and what the reference says of it. */
interface Asked {
  readonly world: World;
  readonly reference: ReferenceMembers;
}

interface StoredWorld extends Readonly<Record<Mutant['shows'], Asked>> {
  readonly project: string;
  readonly overlay: IdentityOverlay;
}

function askedOf(whole: World, at: number, project: string): Asked {
  const world = {
    ...whole,
    definitions: whole.definitions.slice(at, at + 1),
    instants: whole.instants.slice(at, at + 1),
  };
  return { world, reference: referenceOf(world, project) };
}

/** What loadIdentityOverlay reads of a world, without asking the store, which would be asked about thousands of worlds. */
function overlayOf({ events }: World): IdentityOverlay {
  const owner = ownerOf(events.map((event) => ({ ...event, project: '' })));
  const linked = (kind: 'alias' | 'device'): string[] =>
    events.flatMap((event) => (event.linkKind === kind ? [event.linkedKey] : []));
  const aliasedFrom = [...new Set(linked('alias'))].filter((key) => owner(key) !== key);
  return { hasDeviceLinks: linked('device').length > 0, aliasedFrom, aliasedTo: aliasedFrom.map(owner) };
}
