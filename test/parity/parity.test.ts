import { afterAll, beforeAll, describe, it } from 'vitest';
import { type TemporaryStore, temporaryEventStore } from '../support/event-store.ts';
import { world as anyWorld } from './generate-world.ts';
import { disagreement } from './readings.ts';
import { type Check, expectNothingWrong, expectNothingWrongAgain } from './stored-worlds.ts';

/** PARITY_RUNS: worlds to try. PARITY_SEED: repeat a run. */
const RUNS = Number(process.env.PARITY_RUNS ?? 150);
const SEED = Number(process.env.PARITY_SEED ?? 20_260_131);

describe('parity of the reference and SQL', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => {
    temporary = await temporaryEventStore();
  });
  afterAll(() => temporary.dispose());

  const check: Check = ({ store, world, project, overlay }) => disagreement(store, world, project, overlay);

  it('holds in every world where it once failed', () => expectNothingWrongAgain(temporary.store, check));

  it(`holds in ${RUNS} generated worlds (seed ${SEED})`, { timeout: 60_000 + RUNS * 2_000 }, () =>
    expectNothingWrong(temporary.store, anyWorld, SEED, RUNS, check),
  );
});
