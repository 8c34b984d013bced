import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClauseKind, clauses } from '../../packages/engine/src/define/clauses/registry.ts';
import { worldOf } from './generate-world.ts';
import { HARMLESS, membershipMutants, trackerMutants, withTrackers } from './live-mutants.ts';
import { liveDisagreement } from './live-world.ts';
import type { World } from './world.ts';

const SEED = 11;
/** Worlds that ask for one kind of clause, or for any, are made so many at a time until a mistake shows. */
const WORLDS = 300;
/** Most mistakes show in the first; a property of the right value at the right millisecond is rarer. */
const MOST_TIMES = 6;

/** The live parity test is worth something only if it can fail: each mistake here must be found. */
describe('live parity notices', () => {
  const made = new Map<string, readonly World[]>();
  const worldsOf = (kind: ClauseKind | undefined, time: number): readonly World[] => {
    const key = `${kind}-${time}`;
    const worlds = made.get(key) ?? fc.sample(worldOf(kind), { seed: SEED + time, numRuns: WORLDS });
    made.set(key, worlds);
    return worlds;
  };
  const isCaught = (kind: ClauseKind | undefined, shows: (world: World) => boolean): boolean => {
    for (let time = 0; time < MOST_TIMES; time += 1) if (worldsOf(kind, time).some(shows)) return true;
    return false;
  };
  const kinds = (Object.keys(clauses) as ClauseKind[]).filter(
    (kind) => clauses[kind].live.kind === 'tracked',
  );
  const single = (world: World): World => ({ ...world, definitions: world.definitions.slice(0, 1) });
  const cases = kinds.flatMap((kind) =>
    trackerMutants
      .filter(({ name }) => !HARMLESS[kind]?.includes(name))
      .map((mutant) => ({ kind, mutant, title: `${kind}: ${mutant.name}` })),
  );

  it.each(cases)('$title', { timeout: 120_000 }, ({ kind, mutant }) => {
    const shows = (world: World): boolean =>
      withTrackers(kind, mutant, () => liveDisagreement(single(world))) !== undefined;
    expect(isCaught(kind, shows)).toBe(true);
  });

  it.each(membershipMutants)('$name', { timeout: 120_000 }, ({ make }) => {
    expect(isCaught(undefined, (world) => liveDisagreement(world, make) !== undefined)).toBe(true);
  });
});
