/**
 * Compares the readings of cohorts over many made-up worlds: PARITY_RUNS (3,000), PARITY_SEED (random, printed). A failure is
 * shrunk and kept in test/parity/regressions, where every later test run asks it first.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env.PARITY_SEED ?? String(randomInt(2 ** 31));
const runs = process.env.PARITY_RUNS ?? '3000';
process.stdout.write(`PARITY_SEED=${seed} PARITY_RUNS=${runs}\n`);
const done = spawnSync('npx', ['vitest', 'run', 'test/parity/parity.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, PARITY_SEED: seed, PARITY_RUNS: runs, PARITY_KEEP: '1' },
});
process.exitCode = done.status ?? 1;
