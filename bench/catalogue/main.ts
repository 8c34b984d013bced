/**
 * What pickers and the lists of a home page wait for: names, properties, values, the newest events, a page of transitions. SIZES (0.35,20
 * million events), RUNS (5). `--in DIRECTORY` keeps the stores there, or uses those that it finds. The goal is 300 ms with 350,000
 * events; with 20 million every answer stays bounded, and says when it is an estimate.
 */
import { join } from 'node:path';
import type { CatalogueScope } from '../../packages/engine/src/analyse/catalogue/catalogue-scope.ts';
import { eventNames } from '../../packages/engine/src/analyse/catalogue/event-names.ts';
import { propertyNames } from '../../packages/engine/src/analyse/catalogue/property-names.ts';
import { propertyValues } from '../../packages/engine/src/analyse/catalogue/property-values.ts';
import { recentEvents } from '../../packages/engine/src/analyse/catalogue/recent-events.ts';
import {
  readTransitions,
  transitionCounts,
} from '../../packages/engine/src/define/membership/transition-log.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { loadIdentityOverlay } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { param } from '../../packages/engine/src/store/sql/parameter.ts';
import { DAYS, eventsSql, PROJECT, START } from '../queries/data.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { elapsed, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';

const SIZES = (process.env.SIZES ?? '0.35,20').split(',').map((size) => Math.round(Number(size) * 1_000_000));
const RUNS = sizeFrom('RUNS', 5);
const END = START + DAYS * DAY_MS;

interface Figure {
  readonly events: number;
  readonly question: string;
  readonly ms: number;
  readonly sampled: string;
}

const figures: Figure[] = [];
const directory = process.argv.indexOf('--in');
for (const events of SIZES) {
  if (directory > 0) await measure(join(process.argv[directory + 1] ?? '', String(events)), events);
  else await inTemporaryDirectory((path) => measure(path, events));
}
const rows = figures.map((figure) => [
  figure.events.toLocaleString('en'),
  figure.question,
  ms(figure.ms),
  figure.sampled,
]);
const report = [
  `# Catalogue and lists: ms, best of ${RUNS}`,
  '',
  machine(),
  '',
  markdownTable(['events', 'question', 'ms', 'read, when not all'], rows),
].join('\n');
process.stdout.write(`${report}\n`);
await saveResults('catalogue', report, { machine: machine(), runs: RUNS, figures });

async function measure(path: string, events: number): Promise<void> {
  await withStore(path, async (store) => {
    await migrateEventStore(store);
    await fill(store, events);
    await ask(store, events);
  });
}

/** For each user two values of each of ten properties, and a transition for every tenth event, in 20 cohorts. */
async function fill(store: EventStore, events: number): Promise<void> {
  const [stored] = await store.query<{ n: number }>(sql`SELECT toFloat64(count()) AS n FROM events`);
  if (stored?.n === events) return;
  process.stderr.write(`storing ${events.toLocaleString('en')} events\n`);
  await store.command(eventsSql(events));
  await store.command(sql`INSERT INTO property_updates (project, scope, property, subject, time, seq, value)
    SELECT ${param.string(PROJECT)}, 'user', concat('property ', toString(number % 10)),
      xxHash64(concat('u:user-', toString(intDiv(number, 20)))), fromUnixTimestamp64Milli(${param.int(START)} + number % 1000, 'UTC'), number,
      multiIf(number % 10 = 0, concat('"', toString(number), '"'), number % 3 = 0, toString(number % 50), '"free"')
    FROM numbers(${param.int(Math.ceil(events / 5))})`);
  await store.command(sql`INSERT INTO transitions (project, cohort, ordinal, version, unit, subject, direction, at, recorded, cause, is_late, clause_values)
    SELECT ${param.string(PROJECT)}, concat('cohort ', toString(number % 20)), number + 1, 1, 'user', sipHash64(number),
      if(number % 3 = 0, 'exited', 'entered'), fromUnixTimestamp64Milli(${param.int(START)} + number, 'UTC'),
      fromUnixTimestamp64Milli(${param.int(START)} + number, 'UTC'), 'event', false, '[3,"free",null]'
    FROM numbers(${param.int(Math.ceil(events / 10))})`);
}

/** The runs take turns, so that what else the machine does falls on all of them. */
async function ask(store: EventStore, events: number): Promise<void> {
  const project = { id: PROJECT };
  const scope: CatalogueScope = {
    store,
    project,
    overlay: await loadIdentityOverlay(store, PROJECT),
    now: END,
  };
  const limit = 50;
  const values = (name: string, event?: string) => () =>
    propertyValues(scope, { of: 'event', name, event, limit });
  const asked: Record<string, () => Promise<object>> = {
    'names of events, with users': () => eventNames(scope, { search: undefined, limit: 1_000 }),
    'properties of all events': () => propertyNames(scope, { of: 'event', limit }),
    'properties of one event': () => propertyNames(scope, { of: 'event', event: 'wall_hit', limit }),
    'properties that users have': () => propertyNames(scope, { of: 'user', limit }),
    'values of a property, few of them': values('limit'),
    'values of one event’s property': values('limit', 'wall_hit'),
    'values of a property, many of them': values('url'),
    'values that users have, few': () => propertyValues(scope, { of: 'user', name: 'property 3', limit }),
    'values that users have, all different': () =>
      propertyValues(scope, { of: 'user', name: 'property 0', limit }),
    'the newest 50 events': () =>
      recentEvents(scope, { names: [], keys: undefined, before: undefined, limit }),
    'the newest 100 transitions of all cohorts': async () =>
      readTransitions(store, { project: PROJECT, cohort: undefined, limit: 100 }),
    'transitions of a day, counted': async () =>
      transitionCounts(store, { project: PROJECT, from: START, to: START + DAY_MS }),
    'the least: all names of events, counted': () => store.query(leastSql()),
  };
  const took: Record<string, Figure> = {};
  for (let run = 0; run < RUNS; run += 1) {
    for (const [question, work] of Object.entries(asked)) {
      let answer: object = {};
      const spent = await elapsed(async () => {
        answer = await work();
      });
      const before = took[question]?.ms ?? Number.POSITIVE_INFINITY;
      took[question] = { events, question, ms: Math.min(before, spent), sampled: sampledOf(answer) };
    }
  }
  figures.push(...Object.values(took));
}

function leastSql(): Sql {
  return sql`SELECT name, count() AS n FROM events WHERE project = ${param.string(PROJECT)} GROUP BY name`;
}

function sampledOf(answer: object): string {
  const { sampled } = answer as { readonly sampled?: { readonly read: number; readonly of: number } | null };
  return sampled ? `${sampled.read.toLocaleString('en')} of ${sampled.of.toLocaleString('en')}` : '';
}
