import { randomUUID } from 'node:crypto';
import type { Audience } from '../../packages/engine/src/activate/destinations/audience.ts';
import type { Destination } from '../../packages/engine/src/activate/destinations/define-destination.ts';
import type { Entry, Identity } from '../../packages/engine/src/activate/destinations/operation.ts';
import { AccountLimits } from '../../packages/engine/src/activate/sync/account-limits.ts';
import { compareAudience, readAudience } from '../../packages/engine/src/activate/sync/check-audience.ts';
import { saveDestination } from '../../packages/engine/src/activate/sync/destination-records.ts';
import type { Drained } from '../../packages/engine/src/activate/sync/drain.ts';
import type { Drift } from '../../packages/engine/src/activate/sync/drift.ts';
import type { Line } from '../../packages/engine/src/activate/sync/exchange.ts';
import { type Lease, takeLease } from '../../packages/engine/src/activate/sync/lease.ts';
import { fingerprintOf } from '../../packages/engine/src/activate/sync/mapping.ts';
import type { Wanted } from '../../packages/engine/src/activate/sync/net-difference.ts';
import { redactor } from '../../packages/engine/src/activate/sync/redact.ts';
import {
  comparePass,
  type PassContext,
  subjectsPass,
} from '../../packages/engine/src/activate/sync/run-pass.ts';
import { createSync, getSync, type Sync } from '../../packages/engine/src/activate/sync/sync-records.ts';
import type { WantedSource } from '../../packages/engine/src/activate/sync/wanted-source.ts';
import type { Properties } from '../../packages/engine/src/model/property-value.ts';
import { HOUR_MS } from '../../packages/engine/src/model/time.ts';
import { jsonb } from '../../packages/engine/src/store/postgres/json.ts';
import type { RecordStore } from '../../packages/engine/src/store/record-store.ts';
import { must } from '../../packages/engine/src/util/assert.ts';
import { secretBox } from '../../packages/engine/src/util/secret-box.ts';
import type { FakeVendor } from '../fakes/vendor.ts';
import { memoryReserve } from './memory-reserve.ts';
import { type VirtualPace, virtualPace } from './virtual-pace.ts';

export interface Person {
  readonly identity: Identity;
  readonly attributes?: Properties;
  readonly entry?: Entry;
  readonly came?: Entry;
}

/** One sync to a fake vendor, with a cohort that a test writes down as a Map of subjects. */
export interface SyncBench {
  readonly cohort: Map<string, Person>;
  readonly pace: VirtualPace;
  readonly sync: () => Promise<Sync>;
  readonly line: Line;
  /** As another process that takes over at once: with a lease of its own. */
  readonly takeOver: () => Promise<Lease>;
  readonly compare: (lease?: Lease) => Promise<Drained>;
  readonly subjects: (subjects: readonly string[]) => Promise<Drained>;
  /** Looks into the whole audience, long after the last pass. */
  readonly check: () => Promise<Drift | undefined>;
  /** Compares, with time going by, until nothing is left to do or due. */
  readonly untilDone: () => Promise<void>;
  /** What the audience should hold. */
  readonly expected: () => string[];
}

/** Makes a project, a cohort, a destination and a sync in the record store. */
export async function syncBench(
  records: RecordStore,
  destination: Destination,
  fake: FakeVendor,
  options: { readonly exclusive?: boolean } = {},
): Promise<SyncBench> {
  const id = randomUUID();
  const { db } = records;
  await db
    .insertInto('projects')
    .values({ id, name: id, time_zone: 'UTC', account_group: 'account' })
    .execute();
  await db.transaction().execute(async (transaction) => {
    const row = { id, project_id: id, name: 'walls', description: '', version: 1, archived_at: null };
    await transaction.insertInto('cohorts').values(row).execute();
    const version = { cohort_id: id, version: 1, definition: jsonb<unknown>({}), text: '' };
    await transaction.insertInto('cohort_versions').values(version).execute();
  });
  const settings = destination.settings.parse(fake.settings) as Record<string, unknown>;
  const record = await saveDestination(
    records,
    secretBox(Buffer.alloc(32, 1)),
    id,
    'there',
    destination,
    settings,
  );
  const made = await createSync(records, id, {
    cohortId: id,
    destinationId: record.id,
    mode: 'dynamic',
    audienceName: 'walls',
    exclusive: options.exclusive,
    mapping: {
      email: 'email',
      attributes: { seats: 'seats' },
      ...(destination.events === true ? { event: 'entered walls' } : {}),
    },
  });
  const pace = virtualPace();
  let lease = await take();
  let ensured = new Map<string, Audience>();
  const line: Line = {
    destination,
    settings,
    limits: new AccountLimits(destination.limits(settings), pace, memoryReserve()),
    send: async (request) => fake.answer(request),
    pace,
    redact: redactor([]),
    leftMs: () => Number.POSITIVE_INFINITY,
  };
  const cohort = new Map<string, Person>();
  const wanted = (subject: string, { identity, attributes = {}, entry, came }: Person): Wanted => ({
    subject,
    name: identity.user_id ?? subject,
    address: destination.addressOf(identity, settings),
    attributes,
    fingerprint: fingerprintOf(attributes),
    entry,
    came,
  });
  const source: WantedSource = {
    all: async function* () {
      const all = [...cohort].map(([subject, person]) => wanted(subject, person));
      const sorted = all.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
      for (let at = 0; at < sorted.length; at += 700) yield sorted.slice(at, at + 700);
    },
    of: async (subjects) =>
      subjects.flatMap((subject) => {
        const person = cohort.get(subject);
        return person ? [wanted(subject, person)] : [];
      }),
  };

  async function take(): Promise<Lease> {
    // As if the holder before had been gone for long.
    await db
      .updateTable('destinations')
      .set({ lease_until: new Date(0) })
      .where('id', '=', record.id)
      .execute();
    const options = { owner: 'test', seconds: 60, monotonic: () => performance.now() };
    return must(await takeLease(records, record.id, options), 'lease');
  }

  async function context(held: Lease): Promise<PassContext> {
    return {
      records,
      lease: held,
      line,
      sync: await getSync(records, id, made.id),
      cohort: { id, name: 'walls', unit: 'user', version: 1 },
      source,
      stopped: () => false,
      ensured,
    };
  }

  const compare = async (held: Lease = lease) => comparePass(await context(held));
  return {
    cohort,
    pace,
    line,
    sync: () => getSync(records, id, made.id),
    takeOver: async () => {
      lease = await take();
      ensured = new Map();
      return lease;
    },
    compare,
    subjects: async (subjects) => subjectsPass(await context(lease), subjects),
    check: async () => {
      pace.advance(HOUR_MS);
      const read = await readAudience(await context(lease), true);
      return read && compareAudience(await context(lease), read, new Set());
    },
    untilDone: async () => {
      for (let round = 0; round < 40; round += 1) {
        const { added, removed, failed, fault } = await compare();
        if (fault === undefined && added + removed + failed === 0) return;
        pace.advance(60_000 * (round + 1));
      }
      throw new Error('the sync never comes to rest');
    },
    expected: () =>
      [
        ...new Set(
          [...cohort.values()].flatMap(({ identity }) => {
            const address = destination.addressOf(identity, settings);
            return address.ok && !fake.refused.has(address.address) && !fake.poison.has(address.address)
              ? [address.address]
              : [];
          }),
        ),
      ].toSorted(),
  };
}
