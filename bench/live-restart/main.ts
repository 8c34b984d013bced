/**
 * How long a server takes until its cohorts are live again, and how long a new one takes, over many stored events.
 * EVENTS (20,000,000) and COHORTS (50). The goals: live in 60 s, a new cohort in 20 s, at 20 million events and 50 cohorts.
 * `--in DIRECTORY` uses a store that is there, or fills the directory when it is empty, and leaves it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCohort, listCohorts } from '../../packages/engine/src/define/cohorts/cohort-records.ts';
import { parseCohort } from '../../packages/engine/src/define/language/parse.ts';
import {
  createLiveService,
  type LiveService,
} from '../../packages/engine/src/define/membership/live-service.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { migrateRecordStore } from '../../packages/engine/src/store/postgres/migrate.ts';
import { openPglite } from '../../packages/engine/src/store/postgres/pglite.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';
import { sql } from '../../packages/engine/src/store/sql/fragment.ts';
import { DAYS, eventsSql, PROJECT, START } from '../queries/data.ts';
import { machine, sizeFrom } from '../support/environment.ts';
import { saveResults } from '../support/results.ts';
import { markdownTable } from '../support/table.ts';
import { inTemporaryDirectory, withStore } from '../support/temporary-store.ts';

const EVENTS = sizeFrom('EVENTS', 20_000_000);
const COHORTS = sizeFrom('COHORTS', 50);
const DAY_MS = 86_400_000;
/** The clock stands at the end of the stored events, so that rolling windows are full. */
const NOW = START + DAYS * DAY_MS;

/** `N` is another of the 40 frequent events in each copy. */
const SHAPES: readonly string[] = [
  'users who did wall_hit at least 3 times in the last 14 days and did event_N in the last 30 days',
  'users who did wall_hit then pricing_viewed within 7 days, in the last 30 days',
  'users who did not do event_N in the last 7 days and did upgraded at least 2 times in the last 30 days',
  'users who did wall_hit where limit = "seats" at least 2 times in the last 14 days',
  'users who first seen in the last 30 days and did event_N',
  'users who did any of (event_N, pricing_viewed) more than 5 times in the last 28 days',
  'users who did event_N at least 4 times in the last 60 days or did upgraded then event_N within 1 day',
];

interface Figure {
  readonly what: string;
  readonly seconds: number;
  readonly goal: number | undefined;
  readonly rssMiB: number;
}

const directory = process.argv.indexOf('--in');
if (directory > 0) await measure(process.argv[directory + 1] ?? '');
else await inTemporaryDirectory(measure);

async function measure(path: string): Promise<void> {
  const records = await mkdtemp(join(tmpdir(), 'cusp-bench-records-'));
  try {
    const figures = await withStore(path, async (store) => {
      await migrateEventStore(store);
      const [stored] = await store.query<{ n: number }>(sql`SELECT toFloat64(count()) AS n FROM events`);
      if (!stored?.n) await store.command(eventsSql(EVENTS));
      await store.command(sql`TRUNCATE TABLE transitions`);
      const recordStore = await openPglite({ path: records });
      try {
        await migrateRecordStore(recordStore);
        return await run(store, recordStore, join(records, 'snapshots'));
      } finally {
        await recordStore.close();
      }
    });
    const report = reportOf(figures);
    process.stdout.write(`${report}\n`);
    await saveResults('live-restart', report, {
      machine: machine(),
      events: EVENTS,
      cohorts: COHORTS,
      figures,
    });
  } finally {
    await rm(records, { recursive: true, force: true });
  }
}

async function run(store: EventStore, records: RecordStore, snapshots: string): Promise<readonly Figure[]> {
  const project = { id: PROJECT, name: PROJECT, time_zone: 'UTC', account_group: 'account' };
  await records.db.insertInto('projects').values(project).execute();
  for (let i = 0; i < COHORTS; i += 1) {
    await addCohort(records, (SHAPES[i % SHAPES.length] ?? '').replaceAll('event_N', `event_${i % 40}`));
  }
  const figures: Figure[] = [];
  const nothing = async (): Promise<void> => undefined;
  figures.push(await timed('the first build of all cohorts', 60, store, records, undefined, nothing));
  figures.push(
    await timed('live again without a snapshot, as after a crash', 60, store, records, snapshots, nothing),
  );
  figures.push(
    await timed('live again after a restart', 60, store, records, snapshots, async (live) => {
      const start = performance.now();
      const id = await addCohort(
        records,
        'users who did pricing_viewed at least 3 times in the last 30 days and did wall_hit',
      );
      await settled(live, [id]);
      const seconds = (performance.now() - start) / 1_000;
      figures.push({ what: 'a new cohort beside them', seconds, goal: 20, rssMiB: rss() });
    }),
  );
  return figures;
}

async function timed(
  what: string,
  goal: number,
  store: EventStore,
  records: RecordStore,
  snapshots: string | undefined,
  then: (live: LiveService) => Promise<void>,
): Promise<Figure> {
  const start = performance.now();
  const live = await createLiveService({
    store,
    records,
    clock: () => NOW,
    snapshots,
    projects: async () => [PROJECT],
    trueInstants: () => async (transitions) => transitions.map(() => undefined),
    onTrouble: (_, error) => {
      throw error;
    },
  });
  await live.start();
  await settled(
    live,
    (await listCohorts(records, PROJECT)).map(({ id }) => id),
  );
  const figure = { what, seconds: (performance.now() - start) / 1_000, goal, rssMiB: rss() };
  process.stderr.write(`${what}: ${figure.seconds.toFixed(1)} s\n`);
  await then(live);
  const end = performance.now();
  await live.close();
  process.stderr.write(`closed in ${((performance.now() - end) / 1_000).toFixed(1)} s\n`);
  return figure;
}

async function settled(live: LiveService, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { error } = await live.settled(PROJECT, id);
    if (error !== undefined) throw new Error(error);
  }
}

async function addCohort(records: RecordStore, text: string): Promise<string> {
  const parsed = parseCohort(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problems[0]?.message}`);
  const made = { name: randomUUID(), description: '', definition: parsed.value };
  return (await createCohort(records, PROJECT, made)).id;
}

function rss(): number {
  return Math.round(process.memoryUsage.rss() / 1024 ** 2);
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, seconds, goal, rssMiB }) => [
    what,
    `${seconds.toFixed(1)} s`,
    goal === undefined ? '' : `${goal} s`,
    goal === undefined ? '' : seconds < goal ? 'yes' : 'no',
    String(rssMiB),
  ]);
  return [
    `# Until cohorts are live: ${EVENTS.toLocaleString('en')} stored events, ${COHORTS} cohorts`,
    '',
    `${machine()}. The engine included; the records are new.`,
    '',
    markdownTable(['what', 'took', 'goal', 'met', 'RSS MiB'], rows),
  ].join('\n');
}
