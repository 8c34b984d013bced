/**
 * What a count, a funnel and a cold start take over many stored events, next to merely summing the same rows.
 * EVENTS (20,000,000) are stored. The goals: a count under 3 times the sum, a funnel of 3 steps under 6 times.
 * `--in DIRECTORY` asks a store that is there, or fills the directory when it is empty, and leaves it.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { countFunnel } from '../../packages/engine/src/analyse/funnel/count-funnel.ts';
import { planFunnel } from '../../packages/engine/src/analyse/funnel/plan.ts';
import { funnelSpec } from '../../packages/engine/src/analyse/funnel/spec.ts';
import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import { membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import {
  type IdentityOverlay,
  loadIdentityOverlay,
  NO_OVERLAY,
} from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { instant, param } from '../../packages/engine/src/store/sql/parameter.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { best, elapsed, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';
import { DAYS, eventsSql, PROJECT, START } from './data.ts';

const EVENTS = sizeFrom('EVENTS', 20_000_000);
const RUNS = 5;
const END = START + DAYS * DAY_MS;
const NO_COHORTS: CohortLookup = { definition: () => undefined };

const HIT_SEATS: CohortDefinition = {
  unit: 'user',
  where: {
    kind: 'event-count',
    event: {
      names: ['wall_hit'],
      filters: [{ scope: 'event', property: 'limit', op: 'is', values: ['seats'] }],
    },
    op: 'at-least',
    count: 3,
    window: { kind: 'last', duration: { amount: 14, unit: 'day' } },
  },
};
const TO_PAID = funnelSpec.parse({
  kind: 'funnel',
  steps: ['wall_hit', 'pricing_viewed', 'upgraded'].map((name) => ({ names: [name], filters: [] })),
  from: START,
  to: END,
  conversionWindow: { amount: 7, unit: 'day' },
});

interface Figure {
  readonly question: string;
  readonly ms: number;
  /** Users and times of the events of those names and days. */
  readonly sumMs: number;
  /** The same of those that pass the filters, which reads the property as well. */
  readonly filteredSumMs: number;
  readonly goal: number;
}

const cold = process.argv.indexOf('--cold');
if (cold > 0) {
  await withStore(process.argv[cold + 1] ?? '', async (store) => {
    await migrateEventStore(store);
    process.stdout.write(`${JSON.stringify(await count(store, NO_OVERLAY))}\n`);
  });
} else {
  const directory = process.argv.indexOf('--in');
  if (directory > 0) await measure(process.argv[directory + 1] ?? '');
  else await inTemporaryDirectory(measure);
}

async function measure(path: string): Promise<void> {
  const figures = await withStore(path, async (store) => {
    await migrateEventStore(store);
    // No merge beside the questions.
    await store.command(sql`SYSTEM STOP MERGES`);
    const [stored] = await store.query<{ n: number }>(sql`SELECT toFloat64(count()) AS n FROM events`);
    if (!stored?.n) {
      process.stderr.write(`storing ${EVENTS.toLocaleString('en')} events\n`);
      await store.command(eventsSql(EVENTS));
    } else if (stored.n !== EVENTS) throw new Error(`the store has ${stored.n} events, not ${EVENTS}`);
    process.stderr.write('asking\n');
    return ask(store);
  });
  const coldMs = await best(3, async () => {
    const main = resolve(import.meta.dirname, 'main.js');
    const child = spawnSync(process.execPath, [main, '--cold', path], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
  });
  const report = reportOf(figures, coldMs);
  process.stdout.write(`${report}\n`);
  await saveResults('queries', report, { machine: machine(), events: EVENTS, coldMs, figures });
}

/** The runs take turns, so that what else the machine does falls on all of them. */
async function ask(store: EventStore): Promise<Figure[]> {
  const linked = await loadIdentityOverlay(store, PROJECT);
  const walls = sumSql(['wall_hit'], 14);
  const filteredWalls = sumSql(['wall_hit'], 14, sql`properties.limit.:String = 'seats'`);
  const steps = sumSql(['wall_hit', 'pricing_viewed', 'upgraded'], DAYS);
  const asked: Record<string, () => Promise<unknown>> = {
    walls: () => store.query(walls),
    filteredWalls: () => store.query(filteredWalls),
    count: () => count(store, NO_OVERLAY),
    countLinked: () => count(store, linked),
    steps: () => store.query(steps),
    funnel: () => toPaid(store, NO_OVERLAY),
    funnelLinked: () => toPaid(store, linked),
  };
  const took: Record<string, number> = {};
  for (let run = 0; run < RUNS; run += 1) {
    for (const [key, work] of Object.entries(asked)) {
      took[key] = Math.min(took[key] ?? Number.POSITIVE_INFINITY, await elapsed(work));
    }
  }
  const figure = (question: string, key: string, sum: string, filteredSum: string, goal: number): Figure => ({
    question,
    ms: took[key] ?? Number.NaN,
    sumMs: took[sum] ?? Number.NaN,
    filteredSumMs: took[filteredSum] ?? Number.NaN,
    goal,
  });
  return [
    figure('count in 14 days, filtered', 'count', 'walls', 'filteredWalls', 3),
    figure('the same, devices linked', 'countLinked', 'walls', 'filteredWalls', 3),
    figure('funnel of 3 steps, 60 days', 'funnel', 'steps', 'steps', 6),
    figure('the same, devices linked', 'funnelLinked', 'steps', 'steps', 6),
  ];
}

function count(store: EventStore, overlay: IdentityOverlay): Promise<object[]> {
  const members = membersSql(HIT_SEATS, { project: PROJECT, overlay, asOf: END, cohorts: NO_COHORTS });
  return store.query(sql`SELECT toUInt32(count()) AS n FROM (${members})`);
}

function toPaid(store: EventStore, overlay: IdentityOverlay): Promise<object> {
  const context = { project: PROJECT, overlay, asOf: END, cohorts: NO_COHORTS };
  const plan = planFunnel(TO_PAID, { now: END, timeZone: 'UTC', cohorts: NO_COHORTS });
  return countFunnel(plan, context, store);
}

/** The least that any query over these rows can take: read their users and times, and add them up. */
function sumSql(names: readonly string[], days: number, filter: Sql = sql`1`): Sql {
  return sql`SELECT sum(user) AS u, sum(toUnixTimestamp64Milli(time)) AS t FROM events
    WHERE project = ${param.string(PROJECT)} AND name IN ${param.strings(names)}
      AND time > ${instant(END - days * DAY_MS)} AND time <= ${instant(END)} AND ${filter}`;
}

function reportOf(figures: readonly Figure[], coldMs: number): string {
  const rows = figures.map((f) => {
    const ratio = f.ms / f.sumMs;
    return [
      f.question,
      ms(f.ms),
      ms(f.sumMs),
      `${ratio.toFixed(1)}x`,
      ms(f.filteredSumMs),
      `${(f.ms / f.filteredSumMs).toFixed(1)}x`,
      `${f.goal}x`,
      ratio < f.goal ? 'yes' : 'no',
    ];
  });
  return [
    `# Queries: ${EVENTS.toLocaleString('en')} events, ms, best of ${RUNS}`,
    '',
    `${machine()}. Sum: users and times of the events of those names and days added up; filtered sum: of those among them that pass the filter. The goal is measured by the first, which is the shorter.`,
    '',
    markdownTable(['question', 'ms', 'sum', 'ratio', 'filtered sum', 'ratio', 'goal', 'met'], rows),
    '',
    `Cold start, from starting Node to the first count: ${ms(coldMs)} ms (best of 3).`,
  ].join('\n');
}
