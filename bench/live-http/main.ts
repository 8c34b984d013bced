/**
 * How soon a live cohort's transition reaches a watcher over HTTP, in a steady stream of events and while many leave at once.
 * RATE (2,000) events/s of USERS (20,000) users, COHORTS (50), PROBES (100) a second for SECONDS (6), then a WAVE (100,000), and so on WAVES (8) times; RUNS (1).
 * The goals, sender and watcher on the same 2 cores: p99 under 100 ms; the wave told in 5 s; p99 meanwhile under twice as long, of as many probes right before and during all waves, also in 9 of 10 draws of the waves.
 */
import { machine, sizeFrom } from '../support/environment.ts';
import { saveResults } from '../support/results.ts';
import { inTemporaryDirectory } from '../support/temporary-store.ts';
import { reportOf } from './report.ts';
import { type RunFigures, run, type Sizes } from './run.ts';
import { startServer } from './server-process.ts';

const RUNS = sizeFrom('RUNS', 1);
const sizes: Sizes = {
  rate: sizeFrom('RATE', 2_000),
  cohorts: sizeFrom('COHORTS', 50),
  users: sizeFrom('USERS', 20_000),
  probes: sizeFrom('PROBES', 100),
  seconds: sizeFrom('SECONDS', 6),
  wave: sizeFrom('WAVE', 100_000),
  waves: sizeFrom('WAVES', 8),
};

const runs: RunFigures[] = [];
for (let number = 1; number <= RUNS; number += 1) {
  const figures = await inTemporaryDirectory(async (path) => {
    const server = await startServer(path);
    try {
      return await run(server, sizes, (what) =>
        process.stderr.write(
          `run ${number} of ${RUNS}, ${Math.round(performance.now() / 1_000)} s: ${what}\n`,
        ),
      );
    } finally {
      await server.close();
    }
  });
  runs.push(figures);
}
const report = reportOf(sizes, runs);
process.stdout.write(`${report}\n`);
await saveResults('live-http', report, { machine: machine(), sizes, runs });
