import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClauseKind, clauses } from '../../packages/engine/src/define/clauses/registry.ts';
import { world as anyWorld } from './generate-world.ts';
import { HARMLESS, membershipMutants, trackerMutants, withTrackers } from './live-mutants.ts';
import { liveDisagreement } from './live-world.ts';
import type { World } from './world.ts';

const SEED = 11;
const WORLDS = 4_000;
/** Worlds of one kind of clause that a mistake may take to show. */
const MOST = 400;

/** The live parity test is worth something only if it can fail: each mistake here must be found. */
describe('live parity notices', () => {
  const worlds = fc.sample(anyWorld, { seed: SEED, numRuns: WORLDS });
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
    const of = worlds.filter(({ definitions }) => definitions[0]?.where.kind === kind).slice(0, MOST);
    const caught = of.some((world) => withTrackers(kind, mutant, () => liveDisagreement(single(world))));
    expect(caught, `in ${of.length} worlds`).toBe(true);
  });

  it.each(membershipMutants)('$name', { timeout: 120_000 }, ({ make }) => {
    expect(worlds.slice(0, MOST).some((world) => liveDisagreement(world, make))).toBe(true);
  });
});
