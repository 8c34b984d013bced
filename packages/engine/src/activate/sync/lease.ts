import { sql, type Transaction } from 'kysely';
import type { RecordTables } from '../../store/postgres/record-tables.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { NoLongerMine } from './exchange.ts';

/**
 * The right to send to a destination: one process at a time has it, so audiences have one writer and quotas hold over all processes. Its
 * token grows with every holder; what an earlier holder still wants to write down is refused by it.
 */
export interface Lease {
  readonly destination: string;
  readonly token: number;
  /** The holder before did not let go: it was killed, or stood still for too long. */
  readonly afterCrash: boolean;
  /** As text, after all that this lease and earlier ones gave out. */
  readonly nextOrder: () => string;
  /** How long a request that begins now may be under way, in whole ms, so that it is over before the lease. Throws NoLongerMine when that is too short. */
  readonly leftMs: () => number;
  /** False when somebody else has it. */
  readonly renew: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

export interface LeaseOptions {
  readonly owner: string;
  readonly seconds: number;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
}

/** A request that had less would rather be given up than answered. */
const LEAST_LEFT_MS = 5_000;

/** Undefined when another process has it. The database's clock decides, so clocks of processes may differ. */
export async function takeLease(
  { db }: RecordStore,
  destination: string,
  { owner, seconds, monotonic }: LeaseOptions,
): Promise<Lease | undefined> {
  let begun = monotonic();
  const until = sql<Date>`now() + make_interval(secs => ${seconds})`;
  const before = await db
    .selectFrom('destinations')
    .select('lease_owner')
    .where('id', '=', destination)
    .executeTakeFirst();
  const taken = await db
    .updateTable('destinations')
    .set({ lease_owner: owner, lease_token: sql<number>`lease_token + 1`, lease_until: until })
    .where('id', '=', destination)
    .where(sql<boolean>`(lease_until IS NULL OR lease_until < now())`)
    .returning('lease_token')
    .executeTakeFirst();
  if (!taken) return undefined;
  const token = taken.lease_token;
  let given = 0;
  return {
    destination,
    token,
    afterCrash: typeof before?.lease_owner === 'string',
    nextOrder: () => {
      given += 1;
      return `${String(token).padStart(8, '0')}-${String(given).padStart(8, '0')}`;
    },
    leftMs: () => {
      const left = Math.floor(begun + seconds * 1_000 - monotonic());
      if (left < LEAST_LEFT_MS) throw new NoLongerMine();
      return left;
    },
    renew: async () => {
      const asked = monotonic();
      const renewed = await db
        .updateTable('destinations')
        .set({ lease_until: until })
        .where('id', '=', destination)
        .where('lease_token', '=', token)
        .returning('id')
        .executeTakeFirst();
      if (renewed) begun = asked;
      return renewed !== undefined;
    },
    release: async () => {
      await db
        .updateTable('destinations')
        .set({ lease_until: null, lease_owner: null })
        .where('id', '=', destination)
        .where('lease_token', '=', token)
        .execute();
    },
  };
}

/** Inside of a transaction: throws NoLongerMine unless the lease is still the newest, and keeps it so until the transaction ends. */
export async function fence(
  transaction: Transaction<RecordTables>,
  { destination, token }: Lease,
): Promise<void> {
  const held = await transaction
    .selectFrom('destinations')
    .select('id')
    .where('id', '=', destination)
    .where('lease_token', '=', token)
    .forShare()
    .executeTakeFirst();
  if (!held) throw new NoLongerMine();
}
