import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { world as anyWorld, worldOf } from './generate-world.ts';
import { liveDisagreement } from './live-world.ts';
import type { World } from './world.ts';

const RUNS = Number(process.env.PARITY_RUNS ?? 300);
const SEED = Number(process.env.PARITY_SEED ?? 20_260_201);

describe('parity of the reference and the live reading', () => {
  it.each([
    ['of any kind', anyWorld, false],
    ['that compare with others', worldOf('typical-count'), false],
    ['that are saved and go on after every row', anyWorld, true],
  ])(
    `holds in ${RUNS} generated worlds %s (seed ${SEED})`,
    { timeout: 60_000 + RUNS * 2_000 },
    (_, worlds, restarts) => {
      const disagreement = (each: World) => liveDisagreement(each, undefined, restarts);
      for (const [index, world] of fc.sample(worlds, { seed: SEED, numRuns: RUNS }).entries()) {
        if (disagreement(world) === undefined) continue;
        const agrees = fc.property(worlds, (each) => disagreement(each) === undefined);
        const shrunk = fc.check(agrees, { seed: SEED, path: String(index), numRuns: 1 });
        const [smallest = world] = shrunk.counterexample ?? [];
        const details = JSON.stringify({ ...disagreement(smallest), world: smallest }, null, 1);
        expect.fail(`PARITY_SEED=${SEED}, world ${index}, shrunk ${shrunk.numShrinks} times\n${details}`);
      }
    },
  );
});
