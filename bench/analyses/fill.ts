import type { AnalysisContext } from '../../packages/engine/src/analyse/define-analysis.ts';
import {
  addSequenceColumn,
  fillSequenceColumns,
} from '../../packages/engine/src/store/clickhouse/add-sequence-column.ts';
import { migrateEventStore } from '../../packages/engine/src/store/clickhouse/migrate.ts';
import { NO_OVERLAY } from '../../packages/engine/src/store/clickhouse/timeline.ts';
import type { EventStore } from '../../packages/engine/src/store/event-store.ts';
import { sql, unsafeSql } from '../../packages/engine/src/store/sql/fragment.ts';
import { eventsSql, PROJECT } from '../queries/data.ts';
import { FILL_PEER_TABLE, PEER_TABLE } from './peer-table.ts';
import { END } from './questions.ts';

/** Makes a store that has so many events, unless it has. */
export async function fillEvents(store: EventStore, events: number): Promise<void> {
  await migrateEventStore(store);
  await store.command(sql`SYSTEM STOP MERGES`);
  if ((await countOf(store, 'events')) !== events) {
    process.stderr.write(`storing ${events.toLocaleString('en')} events\n`);
    await store.command(eventsSql(events));
    await mergeAtRest(store, 'sequence_events');
  }
  await giveColumn(store);
}

/** The property that questions filter by has a column, as it would after the third of them. */
async function giveColumn(store: EventStore): Promise<void> {
  await store.command(sql`SYSTEM START MERGES sequence_events`);
  await addSequenceColumn(store, { scope: 'event', property: 'limit' });
  const began = performance.now();
  const before = process.cpuUsage();
  await fillSequenceColumns(store);
  const { user, system } = process.cpuUsage(before);
  process.stderr.write(
    `the column of a property: ${Math.round(performance.now() - began)} ms, ${Math.round((user + system) / 1000)} ms of processor time\n`,
  );
}

/** Puts them into a table of the peer's shape as well, unless they are there. */
export async function fillPeerTable(store: EventStore, events: number): Promise<void> {
  await store.command(PEER_TABLE);
  if ((await countOf(store, 'peer_events')) === events) return;
  process.stderr.write(`storing ${events.toLocaleString('en')} events in the peer's shape\n`);
  await store.command(FILL_PEER_TABLE);
  await mergeAtRest(store, 'peer_events');
}

/** What is derived is written by one thread in small parts, and nobody's questions wait for a log at rest to merge them. */
async function mergeAtRest(store: EventStore, table: 'sequence_events' | 'peer_events'): Promise<void> {
  await store.command(sql`SYSTEM START MERGES ${unsafeSql(table)}`);
  await store.command(sql`OPTIMIZE TABLE ${unsafeSql(table)} FINAL`);
}

/** What the questions are asked of. */
export function contextOf(store: EventStore): AnalysisContext {
  return {
    store,
    project: { id: PROJECT, name: PROJECT, timeZone: 'UTC', accountGroup: 'account' },
    overlay: NO_OVERLAY,
    cohorts: { definition: () => undefined },
    now: END,
  };
}

async function countOf(store: EventStore, table: 'events' | 'peer_events'): Promise<number> {
  const [stored] = await store.query<{ n: number }>(
    sql`SELECT toFloat64(count()) AS n FROM ${unsafeSql(table)}`,
  );
  return stored?.n ?? 0;
}
