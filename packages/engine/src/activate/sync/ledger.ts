import { type Selectable, sql, type Transaction } from 'kysely';
import type { Instant } from '../../model/time.ts';
import { jsonb } from '../../store/postgres/json.ts';
import type { RecordTables, SyncMembersTable } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { fence, type Lease } from './lease.ts';
import type { Delivered } from './net-difference.ts';
import { forget } from './told-at.ts';

/** An operation in the journal: enough to know, after a crash, whom the destination may have. */
export type Begun = readonly [subject: string, address: string, name: string, kind: 'add' | 'remove'];

const PAGE = 5_000;

/** Everything of a sync in the ledger, by subject, in pages. Rows that change behind the page that is read are not read again. */
export async function* deliveredPages(
  records: RecordStore,
  sync: string,
): AsyncGenerator<readonly Delivered[]> {
  for await (const rows of rowPages(records, sync)) yield rows.map(asDelivered);
}

/** Those of a sync that have an address, with when their row was last written (UTC ms), in pages. */
export async function* placedPages(
  records: RecordStore,
  sync: string,
): AsyncGenerator<readonly { readonly row: Delivered; readonly changedAt: Instant }[]> {
  for await (const rows of rowPages(records, sync)) {
    const placed = rows.filter(({ address }) => address !== '');
    yield placed.map((row) => ({ row: asDelivered(row), changedAt: row.changed_at }));
  }
}

async function* rowPages(
  { db }: RecordStore,
  sync: string,
): AsyncGenerator<readonly Selectable<SyncMembersTable>[]> {
  let last: Selectable<SyncMembersTable> | undefined;
  for (;;) {
    const after = last;
    const rows = await db.transaction().execute(async (transaction) => {
      // Without statistics, which the embedded store never gathers, the planner would sort all that is left of the sync for each page.
      await sql`SET LOCAL enable_sort = off`.execute(transaction);
      let query = transaction.selectFrom('sync_members').selectAll().where('sync_id', '=', sync);
      if (after) query = query.where(sql<boolean>`(subject, address) > (${after.subject}, ${after.address})`);
      return query.orderBy('subject').orderBy('address').limit(PAGE).execute();
    });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

/** How many addresses a destination is known to have of a sync. */
export async function addressesThere({ db }: RecordStore, sync: string): Promise<number> {
  const { there } = await db
    .selectFrom('sync_members')
    .select(sql<number>`count(DISTINCT address)`.as('there'))
    .where('sync_id', '=', sync)
    .where('has', '=', 'yes')
    .executeTakeFirstOrThrow();
  return Number(there);
}

export async function deliveredOf(
  { db }: RecordStore,
  sync: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Delivered[]>> {
  const rows = await db
    .selectFrom('sync_members')
    .selectAll()
    .where('sync_id', '=', sync)
    .where(sql<boolean>`subject IN (SELECT jsonb_array_elements_text(${jsonb(subjects)}))`)
    .execute();
  const found = new Map<string, Delivered[]>();
  for (const row of rows) found.set(row.subject, [...(found.get(row.subject) ?? []), asDelivered(row)]);
  return found;
}

/**
 * Which of these addresses some other subject holds as well, by the address or by another one that the destination knows as the same person:
 * taking them out would take that one out.
 */
export async function alsoHeldByOthers(
  { db }: RecordStore,
  sync: string,
  destination: string,
  leaving: readonly Delivered[],
): Promise<ReadonlySet<string>> {
  const of = new Map(leaving.map(({ address, subject }) => [address, subject]));
  const { rows } = await sql<{ address: string; subject: string }>`
    WITH leaving AS (SELECT jsonb_array_elements_text(${jsonb([...of.keys()])}) AS address),
      same AS (
        SELECT address, address AS held FROM leaving
        UNION
        SELECT own.address, other.address FROM leaving
          JOIN destination_identities AS own ON own.destination_id = ${destination} AND own.address = leaving.address
          JOIN destination_identities AS other ON other.destination_id = own.destination_id AND other.vendor_id = own.vendor_id
      )
    SELECT same.address, m.subject FROM same JOIN sync_members AS m ON m.sync_id = ${sync} AND m.address = same.held AND m.has <> 'no'
      AND (same.held = same.address OR m.wants = 'in')`.execute(db);
  return new Set(
    rows.filter(({ address, subject }) => of.get(address) !== subject).map(({ address }) => address),
  );
}

/** Writes down that a batch goes out, before it does. */
export async function begin(
  { db }: RecordStore,
  lease: Lease,
  sync: string,
  batch: string,
  operations: readonly Begun[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await fence(transaction, lease);
    await transaction
      .insertInto('sync_batches')
      .values({ sync_id: sync, id: batch, operations: jsonb<unknown>(operations) })
      .execute();
  });
}

/** Is a batch in the journal of which it is not known what came of it? */
export async function isUnderWay({ db }: RecordStore, sync: string): Promise<boolean> {
  const row = await db.selectFrom('sync_batches').select('id').where('sync_id', '=', sync).executeTakeFirst();
  return row !== undefined;
}

/** What came of operations: rows as they are now, and rows to forget. With `batch`, its entry in the journal is over in the same transaction. */
export async function record(
  { db }: RecordStore,
  lease: Lease,
  sync: string,
  now: Instant,
  changes: { readonly keep: readonly Delivered[]; readonly forget: readonly Delivered[] },
  batch?: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await fence(transaction, lease);
    await keep(transaction, sync, now, changes.keep);
    await forget(transaction, sync, changes.forget);
    if (batch !== undefined) {
      await transaction
        .deleteFrom('sync_batches')
        .where('sync_id', '=', sync)
        .where('id', '=', batch)
        .execute();
    }
  });
}

async function keep(
  transaction: Transaction<RecordTables>,
  sync: string,
  now: Instant,
  rows: readonly Delivered[],
): Promise<void> {
  if (rows.length === 0) return;
  const each = <T>(value: (row: Delivered) => T) => sql<readonly T[]>`${rows.map(value)}`;
  const at = sql.lit(now);
  // Asked for once, and held until the transaction ends: a sync that is removed meanwhile gets no rows that nobody would take away.
  await sql`WITH held AS MATERIALIZED (SELECT id FROM syncs WHERE id = ${sync} FOR KEY SHARE)
    INSERT INTO sync_members AS m (sync_id, subject, address, name, wants, has, state, reason, message, fingerprint, attempts, next_at, event_at, missed, changed_at, pending_since, told_at)
    SELECT held.id, row.*, ${at}::bigint, CASE WHEN row.state = 'retry' THEN ${at}::bigint END, CASE WHEN row.has = 'yes' THEN ${at}::bigint END
    FROM held, unnest(${each(({ subject }) => subject)}::text[], ${each(({ address }) => address)}::text[], ${each(({ name }) => name)}::text[],
      ${each(({ wants }) => wants)}::text[], ${each(({ has }) => has)}::text[], ${each(({ state }) => state)}::text[],
      ${each(({ reason }) => reason ?? null)}::text[], ${each(({ message }) => message ?? null)}::text[],
      ${each(({ fingerprint }) => fingerprint)}::text[], ${each(({ attempts }) => attempts)}::integer[], ${each(({ nextAt }) => nextAt)}::bigint[],
      ${each(({ eventAt }) => eventAt)}::bigint[], ${each(({ missed }) => missed)}::integer[])
      AS row(subject, address, name, wants, has, state, reason, message, fingerprint, attempts, next_at, event_at, missed)
    ON CONFLICT (sync_id, subject, address) DO UPDATE SET name = excluded.name, wants = excluded.wants, has = excluded.has,
      state = excluded.state, reason = excluded.reason, message = excluded.message, fingerprint = excluded.fingerprint,
      attempts = excluded.attempts, next_at = excluded.next_at, event_at = greatest(m.event_at, excluded.event_at), missed = excluded.missed, changed_at = excluded.changed_at,
      pending_since = CASE WHEN excluded.state = 'retry' THEN coalesce(m.pending_since, excluded.pending_since) END,
      told_at = coalesce(m.told_at, excluded.told_at)`.execute(transaction);
  if (!rows.some(({ has }) => has === 'yes')) return;
  await transaction
    .updateTable('syncs')
    .set({ first_told_at: now })
    .where('id', '=', sync)
    .where('first_told_at', 'is', null)
    .execute();
}

/**
 * Takes up what a process that stopped half-way had begun: whether the destination did it is not known, so those operations count as
 * in doubt and come up again. Says how many.
 */
export async function recover(
  { db }: RecordStore,
  lease: Lease,
  sync: string,
  now: Instant,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await fence(transaction, lease);
    const left = await transaction
      .deleteFrom('sync_batches')
      .where('sync_id', '=', sync)
      .returning('operations')
      .execute();
    const begun = left.flatMap(({ operations }) => operations as Begun[]);
    const inDoubt = begun.map(
      ([subject, address, name, kind]): Delivered => ({
        subject,
        address,
        name,
        wants: kind === 'add' ? 'in' : 'out',
        has: 'unknown',
        state: 'retry',
        reason: 'interrupted',
        message: 'the server stopped before the answer came',
        fingerprint: '',
        attempts: 0,
        nextAt: 0,
        eventAt: 0,
        missed: 0,
      }),
    );
    await keep(transaction, sync, now, inDoubt);
    return begun.length;
  });
}

/** The audience is a new one, with nobody in it. Which entries were told of stays known. */
export async function forgetAll({ db }: RecordStore, lease: Lease, sync: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await fence(transaction, lease);
    await transaction.deleteFrom('sync_batches').where('sync_id', '=', sync).execute();
    await transaction
      .updateTable('sync_members')
      .set({
        wants: 'out',
        has: 'no',
        state: 'retry',
        reason: 'audience-new',
        message: null,
        attempts: 0,
        next_at: 0,
      })
      .where('sync_id', '=', sync)
      .where('address', '<>', '')
      .execute();
  });
}

/** Makes what was refused, or waits for a later try, come up at the next comparison. Says how many. */
export async function retryAll(
  { db }: RecordStore,
  sync: string,
  reason: string | undefined,
): Promise<number> {
  let query = db
    .updateTable('sync_members')
    .set({ state: 'retry', next_at: 0 })
    .where('sync_id', '=', sync)
    .where('state', '<>', 'settled')
    // Without an address there is nothing to try: the next comparison looks at them anyway.
    .where('address', '<>', '');
  if (reason !== undefined) query = query.where('reason', '=', reason);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Subjects whose next try is due, the longest due first. */
export async function dueSubjects(
  { db }: RecordStore,
  sync: string,
  now: Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('sync_members')
    .select('subject')
    .where('sync_id', '=', sync)
    .where('state', '<>', 'settled')
    .where((where) =>
      where.or([
        where('state', '=', 'retry'),
        where.and([where('state', '=', 'unresolved'), where('address', '<>', '')]),
      ]),
    )
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map(({ subject }) => subject);
}

/** Numbers of a sync. `there` includes who is to leave and has not yet. */
export interface LedgerCounts {
  readonly there: number;
  readonly retry: number;
  readonly rejected: number;
  readonly unresolved: number;
  readonly reasons: readonly { readonly state: string; readonly reason: string; readonly count: number }[];
}

export async function ledgerCounts({ db }: RecordStore, sync: string): Promise<LedgerCounts> {
  const rows = await db
    .selectFrom('sync_members')
    .select(['state', 'has', 'reason', sql<number>`count(*)`.as('count')])
    .where('sync_id', '=', sync)
    .groupBy(['state', 'has', 'reason'])
    .execute();
  const sum = (counts: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(counts).reduce((total, row) => total + Number(row.count), 0);
  const reasons = new Map<string, { state: string; reason: string; count: number }>();
  for (const { state, reason, count } of rows) {
    if (state === 'settled') continue;
    const entry = reasons.get(`${state} ${reason}`) ?? { state, reason: reason ?? '', count: 0 };
    reasons.set(`${state} ${reason}`, { ...entry, count: entry.count + Number(count) });
  }
  return {
    there: sum(({ has }) => has === 'yes'),
    retry: sum(({ state }) => state === 'retry'),
    rejected: sum(({ state }) => state === 'rejected'),
    unresolved: sum(({ state }) => state === 'unresolved'),
    reasons: [...reasons.values()].toSorted((a, b) => b.count - a.count),
  };
}

/** Those of whom something is not settled, by name. */
export async function unsettled(
  { db }: RecordStore,
  sync: string,
  limit: number,
): Promise<readonly Delivered[]> {
  const rows = await db
    .selectFrom('sync_members')
    .selectAll()
    .where('sync_id', '=', sync)
    .where('state', '<>', 'settled')
    .orderBy('state')
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map(asDelivered);
}

/** How many addresses are held by several subjects at once, of `limit` the addresses. */
export async function sharedAddresses(
  { db }: RecordStore,
  sync: string,
  limit: number,
): Promise<readonly { readonly address: string; readonly names: readonly string[] }[]> {
  return db
    .selectFrom('sync_members')
    .select(['address', sql<string[]>`array_agg(name ORDER BY name)`.as('names')])
    .where('sync_id', '=', sync)
    .where('has', '=', 'yes')
    .where('address', '<>', '')
    .groupBy('address')
    .having(sql<boolean>`count(*) > 1`)
    .orderBy('address')
    .limit(limit)
    .execute();
}

function asDelivered(row: Selectable<SyncMembersTable>): Delivered {
  return {
    subject: row.subject,
    address: row.address,
    name: row.name,
    wants: row.wants,
    has: row.has,
    state: row.state,
    reason: row.reason ?? undefined,
    message: row.message ?? undefined,
    fingerprint: row.fingerprint,
    attempts: row.attempts,
    nextAt: row.next_at,
    eventAt: row.event_at,
    missed: row.missed,
  };
}
