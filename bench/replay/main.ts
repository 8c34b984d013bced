/**
 * What replay takes over many stored events, next to merely sorting and streaming the same rows.
 * EVENTS (20,000,000) are stored, half of the users with a device. `--in DIRECTORY` asks a store that is there, or fills it.
 */
import type { CohortLookup } from '../../packages/engine/src/define/clauses/define-clause.ts';
import { membersSql } from '../../packages/engine/src/define/compile/members.ts';
import type { CohortDefinition } from '../../packages/engine/src/define/language/ast.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import { replayAll } from '../../packages/engine/src/define/live/replay-all.ts';
import { replayPlan } from '../../packages/engine/src/define/live/replay-plan.ts';
import { replayUnits } from '../../packages/engine/src/define/live/replay-units.ts';
import { groupFeeds, storedRowsSql } from '../../packages/engine/src/define/live/stored-rows-sql.ts';
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
const RUNS = sizeFrom('RUNS', 3);
const END = START + DAYS * DAY_MS;
const SUBJECTS = 500;
const MIB = 1024 ** 2;
const NO_COHORTS: CohortLookup = { definition: () => undefined };
const UNLIMITED = { maxMemoryBytes: 6 * 1024 ** 3, maxExecutionMs: 30 * 60_000 };

const CONDITIONS = [
  'did wall_hit at least 3 times in the last 14 days',
  'did wall_hit where limit = "seats" at least 3 times in the last 14 days',
  'did wall_hit then pricing_viewed then upgraded within 1 day',
  'did wall_hit at least 3 times in the last 14 days and not did upgraded in the last 14 days',
  'did any event at least 20 times in the last 14 days',
];

interface Figure {
  readonly condition: string;
  readonly rows: number;
  readonly intervals: number;
  readonly ms: number;
  /** The same rows sorted and streamed, and nothing done with them. */
  readonly floorMs: number;
  /** One membership in SQL, as of the end. */
  readonly membersMs: number;
  /** The highest of the whole process while it replayed, the engine included, and of JavaScript's heap. */
  readonly rssMiB: number;
  readonly heapMiB: number;
  /** The courses of some users alone. */
  readonly someMs: number;
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
      figures.push(await measured(store, condition));
    }
    const report = reportOf(figures);
    process.stdout.write(`${report}\n`);
    await saveResults('replay', report, { machine: machine(), events: EVENTS, subjects: SUBJECTS, figures });
  });
}

/** The runs take turns, so that what else the machine does falls on all of them. */
async function measured(store: EventStore, condition: string): Promise<Figure> {
  const definition = defined(`users who ${condition}`);
  const overlay = await loadIdentityOverlay(store, PROJECT);
  const of = { store, project: PROJECT, overlay, cohorts: NO_COHORTS, unit: 'user', until: END } as const;
  const { plan } = await replayPlan({ ...of, definitions: [definition] });
  const groups = groupFeeds(plan.feeds.all);
  const [statement] = storedRowsSql({ ...of, groups, properties: plan.feeds.properties, ordered: true });
  const members = membersSql(definition, { ...of, asOf: END });
  const someUsers = await store.query<{ user: string }>(
    sql`SELECT DISTINCT user FROM users ORDER BY sipHash64(user) LIMIT 500`,
  );
  const subjects = someUsers.map(({ user }) => user);
  const never = Number.POSITIVE_INFINITY;
  const took = { ms: never, floorMs: never, membersMs: never, someMs: never };
  const seen = { rows: 0, intervals: 0, rssMiB: 0, heapMiB: 0 };
  const keep = async (key: keyof typeof took, work: () => Promise<unknown>): Promise<void> => {
    took[key] = Math.min(took[key], await elapsed(work));
  };
  for (let run = 0; run < RUNS; run += 1) {
    await keep('floorMs', async () => {
      let bytes = 0;
      if (statement)
        for await (const chunk of store.streamBinary(statement, UNLIMITED)) bytes += chunk.length;
      return bytes;
    });
    await keep('ms', async () => {
      seen.intervals = 0;
      const { rows } = await replayAll({
        ...of,
        definitions: [definition],
        each: (_, [intervals = []]) => {
          seen.intervals += intervals.length;
        },
        onProgress: look,
      });
      look();
      seen.rows = rows;
    });
    await keep('membersMs', () => store.query(sql`SELECT toUInt32(count()) AS n FROM (${members})`));
    await keep('someMs', () => replayUnits({ ...of, definitions: [definition], subjects }));
  }
  return { condition, ...seen, ...took };

  function look(): void {
    const { rss, heapUsed } = process.memoryUsage();
    seen.rssMiB = Math.max(seen.rssMiB, rss / MIB);
    seen.heapMiB = Math.max(seen.heapMiB, heapUsed / MIB);
  }
}

function defined(text: string): CohortDefinition {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return parsed.value;
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures.map((f) => [
    f.condition,
    f.rows.toLocaleString('en'),
    f.intervals.toLocaleString('en'),
    ms(f.ms),
    ms(f.floorMs),
    `${(f.ms / f.floorMs).toFixed(2)}x`,
    Math.round((f.rows / f.ms) * 1_000).toLocaleString('en'),
    ms(f.membersMs),
    `${(f.ms / f.membersMs).toFixed(1)}x`,
    ms(f.someMs),
    String(Math.round(f.rssMiB)),
    String(Math.round(f.heapMiB)),
  ]);
  return [
    `# Replay: ${EVENTS.toLocaleString('en')} events, ms, best of ${RUNS}`,
    '',
    `${machine()}. Floor: the same rows sorted and streamed. Rows: those that the condition takes, and one a user. Members: one membership in SQL. Some: the courses of ${SUBJECTS} users out of their rows alone. MiB: the highest of the whole process with the engine, and of JavaScript's heap.`,
    '',
    markdownTable(
      [
        'users who',
        'rows',
        'intervals',
        'ms',
        'floor',
        'ratio',
        'rows/s',
        'members',
        'ratio',
        'some',
        'MiB',
        'heap MiB',
      ],
      rows,
    ),
  ].join('\n');
}
