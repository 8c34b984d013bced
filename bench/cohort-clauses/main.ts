/**
 * What each kind of clause, and conditions of several, take over many stored events, next to merely summing the same rows.
 * EVENTS (20,000,000) are stored. The goal: a count under 3 times the sum.
 */
import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import { membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import { DAY_MS } from '../../packages/engine/src/model/time.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { NO_OVERLAY } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { type Sql, sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { instant, param } from '../../packages/engine/src/store/sql/parameter.ts';
import { DAYS, eventsSql, PROJECT, START } from '../queries/data.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { best, ms } from '../support/measure.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';

const EVENTS = sizeFrom('EVENTS', 20_000_000);
const RUNS = 5;
const NO_COHORTS: CohortLookup = { definition: () => undefined };
const END = START + DAYS * DAY_MS;

/** Each with the events and days that it has to read. No events: it reads others than events. */
const QUESTIONS: readonly (readonly [string, readonly string[], number])[] = [
  ['did wall_hit at least 3 times in the last 14 days', ['wall_hit'], 14],
  ['did wall_hit at least 3 times', ['wall_hit'], DAYS],
  ['did wall_hit where limit = "seats" at least 3 times', ['wall_hit'], DAYS],
  ['did wall_hit exactly 0 times in the last 14 days', ['wall_hit'], 14],
  ['did any event at least 100 times', [], DAYS],
  ['did wall_hit then pricing_viewed', ['wall_hit', 'pricing_viewed'], DAYS],
  ['did wall_hit then pricing_viewed then upgraded', ['wall_hit', 'pricing_viewed', 'upgraded'], DAYS],
  [
    'did wall_hit then pricing_viewed then upgraded within 1 day',
    ['wall_hit', 'pricing_viewed', 'upgraded'],
    DAYS,
  ],
  [
    'did wall_hit at least 3 times and did pricing_viewed at least 3 times',
    ['wall_hit', 'pricing_viewed'],
    DAYS,
  ],
  ['did wall_hit at least 3 times and not did upgraded', ['wall_hit', 'upgraded'], DAYS],
  ['did wall_hit at least 9 times or did not do upgraded', ['wall_hit', 'upgraded'], DAYS],
];

interface Figure {
  readonly condition: string;
  readonly members: number;
  readonly ms: number;
  readonly sumMs: number;
}

await inTemporaryDirectory((path) =>
  withStore(path, async (store) => {
    await migrateEventStore(store);
    process.stderr.write(`storing ${EVENTS.toLocaleString('en')} events\n`);
    await store.command(eventsSql(EVENTS));
    await store.command(sql`OPTIMIZE TABLE events FINAL`);
    process.stderr.write('asking\n');
    const figures: Figure[] = [];
    for (const [condition, names, days] of QUESTIONS)
      figures.push(await measured(store, condition, names, days));
    const report = reportOf(figures);
    process.stdout.write(`${report}\n`);
    await saveResults('cohort-clauses', report, { machine: machine(), events: EVENTS, figures });
  }),
);

async function measured(
  store: EventStore,
  condition: string,
  names: readonly string[],
  days: number,
): Promise<Figure> {
  const members = membersSql(defined(`users who ${condition}`), {
    project: PROJECT,
    overlay: NO_OVERLAY,
    asOf: END,
    cohorts: NO_COHORTS,
  });
  const count = sql`SELECT toFloat64(count()) AS n FROM (${members})`;
  const [row] = await store.query<{ n: number }>(count);
  return {
    condition,
    members: row?.n ?? 0,
    ms: await best(RUNS, () => store.query(count)),
    sumMs: await best(RUNS, () => store.query(sumSql(names, days))),
  };
}

/** The least that any query over these rows can take: read their users and times, and add them up. */
function sumSql(names: readonly string[], days: number): Sql {
  const named = names.length === 0 ? sql`1` : sql`name IN ${param.strings(names)}`;
  return sql`SELECT sum(user) AS u, sum(toUnixTimestamp64Milli(time)) AS t FROM events
    WHERE project = ${param.string(PROJECT)} AND ${named}
      AND time > ${instant(END - days * DAY_MS)} AND time <= ${instant(END)}`;
}

function defined(text: string): CohortDefinition {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return parsed.value;
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.condition,
    f.members.toLocaleString('en'),
    ms(f.ms),
    ms(f.sumMs),
    `${(f.ms / f.sumMs).toFixed(1)}x`,
  ]);
  return [
    `# Clauses: ${EVENTS.toLocaleString('en')} events, ms, best of ${RUNS}`,
    '',
    `${machine()}. Sum: users and times of the same rows added up.`,
    '',
    markdownTable(['users who', 'members', 'ms', 'sum', 'ratio'], rows),
  ].join('\n');
}
