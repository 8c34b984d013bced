/**
 * A backtest at few and at many instants: one membership in SQL for each, next to one replay for all of them.
 * EVENTS (20,000,000) are stored, half of the users with a device. `--in DIRECTORY` asks a store that is there, or fills it.
 */

import { replayedCourses } from '../../packages/engine/src/analyse/backtest/replayed-courses.ts';
import { backtestSpec } from '../../packages/engine/src/analyse/backtest/spec.ts';
import { sqlCourses } from '../../packages/engine/src/analyse/backtest/sql-courses.ts';
import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { loadIdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { DAYS, eventsSql, PROJECT, START } from '../queries/data.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';

const EVENTS = sizeFrom('EVENTS', 20_000_000);
const RUNS = sizeFrom('RUNS', 2);
const END = START + DAYS * DAY_MS;
const HORIZON_DAYS = 7;
const INSTANTS = [1, 6, 12, 24, 48];
const NO_COHORTS: CohortLookup = { definition: () => undefined };

const CONDITIONS = [
  'did wall_hit at least 3 times in the last 14 days',
  'did wall_hit where limit = "seats" at least 3 times in the last 14 days',
  'did wall_hit then pricing_viewed within 1 day, in the last 14 days',
  'did wall_hit at least 3 times and did pricing_viewed at least 3 times',
  'did any event at least 20 times in the last 14 days',
];

interface Figure {
  readonly condition: string;
  readonly instants: number;
  readonly sqlMs: number;
  readonly replayMs: number;
}

const directory = process.argv.indexOf('--in');
if (directory > 0) await bench(process.argv[directory + 1] ?? '');
else await inTemporaryDirectory(bench);

async function bench(path: string): Promise<void> {
  await withStore(path, async (store) => {
    await migrateEventStore(store);
    await store.command(sql`SYSTEM STOP MERGES`);
    const [stored] = await store.query<{ n: number }>(sql`SELECT toFloat64(count()) AS n FROM events`);
    if (!stored?.n) {
      process.stderr.write(`storing ${EVENTS.toLocaleString('en')} events\n`);
      await store.command(eventsSql(EVENTS));
    } else if (stored.n !== EVENTS) throw new Error(`the store has ${stored.n} events, not ${EVENTS}`);
    const figures: Figure[] = [];
    for (const condition of CONDITIONS) {
      process.stderr.write(`${condition}\n`);
      for (const instants of INSTANTS) figures.push(await measured(store, condition, instants));
    }
    const report = reportOf(figures);
    process.stdout.write(`${report}\n`);
    await saveResults('backtest', report, { machine: machine(), events: EVENTS, figures });
  });
}

/** The runs take turns, so that what else the machine does falls on both. */
async function measured(store: EventStore, condition: string, count: number): Promise<Figure> {
  const cohort = defined(`users who ${condition}`);
  const last = END - HORIZON_DAYS * DAY_MS;
  const instants = Array.from({ length: count }, (_, i) => last - (count - 1 - i) * DAY_MS);
  const spec = backtestSpec.parse({
    kind: 'backtest',
    cohort,
    goal: { names: ['event_7'], filters: [] },
    horizon: { amount: HORIZON_DAYS, unit: 'day' },
    instants,
    asOf: END,
  });
  const overlay = await loadIdentityOverlay(store, PROJECT);
  const context = { project: PROJECT, overlay, asOf: END, cohorts: NO_COHORTS };
  const cohorts = { cohort, baseline: undefined };
  let [sqlMs, replayMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < RUNS; run += 1) {
    sqlMs = Math.min(
      sqlMs,
      await elapsed(async () => size(await sqlCourses(spec, cohorts, instants, context, store))),
    );
    replayMs = Math.min(
      replayMs,
      await elapsed(async () => size(await replayedCourses(spec, cohorts, instants, context, store))),
    );
  }
  return { condition, instants: count, sqlMs, replayMs };
}

function size(courses: Iterable<unknown>): number {
  let courseCount = 0;
  for (const _ of courses) courseCount += 1;
  return courseCount;
}

function defined(text: string): CohortDefinition {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return parsed.value;
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.condition,
    String(f.instants),
    ms(f.sqlMs),
    ms(f.replayMs),
    `${(f.sqlMs / f.replayMs).toFixed(2)}x`,
  ]);
  return [
    `# Backtest: ${EVENTS.toLocaleString('en')} events, ms, best of ${RUNS}`,
    '',
    `${machine()}. Instants a day apart, the last a horizon of ${HORIZON_DAYS} days before the end. Above 1x replay is faster.`,
    '',
    markdownTable(['users who', 'instants', 'SQL', 'replay', 'SQL / replay'], rows),
  ].join('\n');
}
