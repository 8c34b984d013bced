import { HOUR_MS, type Instant, MINUTE_MS } from '../../model/time.ts';
import { minuteText } from '../../util/minute-text.ts';
import type { DestinationRecord } from './destination-records.ts';
import type { Drift } from './drift.ts';
import type { Sync } from './sync-records.ts';

/** A dynamic sync compares all members once an hour: nothing left to do was last seen no longer ago than this, or it is behind. */
export const GOOD_WITHIN_MS = 2 * HOUR_MS;
/** Nobody waits longer than this to be put in or taken out, and no destination is silent for longer, or the sync is behind. */
export const PENDING_WITHIN_MS = 15 * MINUTE_MS;

export const HEALTH_STATES = ['healthy', 'behind', 'parked', 'drifting', 'paused'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** What the state comes from: a stable word for programs. */
export type HealthReason =
  | 'as-promised'
  | 'done'
  | 'paused'
  | 'archived'
  | 'parked'
  | 'daily-limit'
  | 'unanswered'
  | 'pending'
  | 'not-compared'
  | 'drift';

/** How a sync stands, with one sentence of what to do. The sentence may hold what the vendor said, free of secrets. */
export interface SyncHealth {
  readonly state: HealthState;
  readonly reason: HealthReason;
  readonly message: string;
}

/** Those who wait to be tried again. */
export interface Pending {
  readonly count: number;
  /** Since when the first of them waits. */
  readonly since: Instant;
}

export interface HealthInput {
  readonly sync: Pick<Sync, 'id' | 'mode' | 'state' | 'goodAt' | 'runningSince'>;
  readonly isArchived: boolean;
  readonly destination: Pick<DestinationRecord, 'name' | 'parked' | 'resting' | 'upSince'>;
  readonly pending: Pending | undefined;
  readonly drift: Pick<Drift, 'missing' | 'extra' | 'checkedAt'> | undefined;
  readonly now: Instant;
}

/**
 * Tells a sync's health from what is stored of it. What a person has stopped is not behind; after it was resumed, and after its
 * destination came back, it has the whole of its promise to catch up.
 */
export function syncHealth(input: HealthInput): SyncHealth {
  return stopped(input) ?? parked(input) ?? behind(input) ?? drifting(input) ?? healthy(input);
}

function stopped({ sync, isArchived }: HealthInput): SyncHealth | undefined {
  if (sync.state === 'paused') {
    return {
      state: 'paused',
      reason: 'paused',
      message: `sends nothing until \`cusp sync resume ${sync.id}\``,
    };
  }
  if (!isArchived || sync.state === 'done') return undefined;
  return {
    state: 'paused',
    reason: 'archived',
    message: `the cohort is archived, so nobody is put in or taken out: restore it, or \`cusp sync remove ${sync.id}\``,
  };
}

function parked({ sync, destination: { name, parked: why } }: HealthInput): SyncHealth | undefined {
  if (why === undefined || sync.state === 'done') return undefined;
  return {
    state: 'parked',
    reason: 'parked',
    message: `nothing goes to "${name}" (${why.kind}): ${why.message}. Mend it with \`cusp destination set ${name}\`, or try it with \`cusp destination test ${name}\``,
  };
}

function behind(input: HealthInput): SyncHealth | undefined {
  const { sync, destination, pending, now } = input;
  if (sync.state === 'done') return undefined;
  const told = (reason: HealthReason, message: string): SyncHealth => ({ state: 'behind', reason, message });
  const { resting, name } = destination;
  if (resting?.kind === 'daily-limit') {
    return told(
      'daily-limit',
      `the day's requests at "${name}" are used up: it goes on by itself at ${minuteText(resting.until)}. Send less, or have the vendor allow more`,
    );
  }
  if (resting?.since !== undefined && now - resting.since > PENDING_WITHIN_MS) {
    return told(
      'unanswered',
      `"${name}" has not answered as it should since ${minuteText(resting.since)}: ${resting.message}. It is tried again by itself: see whether the vendor has an outage`,
    );
  }
  const counted = Math.max(sync.runningSince, destination.upSince ?? 0);
  if (pending !== undefined && now - Math.max(pending.since, counted) > PENDING_WITHIN_MS) {
    return told(
      'pending',
      `${pending.count} wait to be tried again, the first since ${minuteText(pending.since)}: \`cusp sync show ${sync.id}\` says why`,
    );
  }
  if (sync.mode === 'dynamic' && now - Math.max(sync.goodAt ?? 0, counted) > GOOD_WITHIN_MS) {
    const last =
      sync.goodAt === undefined ? 'it was never whole' : `it was last whole at ${minuteText(sync.goodAt)}`;
    return told(
      'not-compared',
      `${last}: see that a server runs and what its log says, then \`cusp sync run ${sync.id}\``,
    );
  }
  return undefined;
}

function drifting({ sync, drift }: HealthInput): SyncHealth | undefined {
  if (drift === undefined || drift.missing + drift.extra === 0) return undefined;
  return {
    state: 'drifting',
    reason: 'drift',
    message: `at ${minuteText(drift.checkedAt)} the audience lacked ${drift.missing} and had ${drift.extra} too many: somebody else changes it. \`cusp sync show ${sync.id}\` has more`,
  };
}

function healthy({ sync }: HealthInput): SyncHealth {
  if (sync.state === 'done') return { state: 'healthy', reason: 'done', message: 'it was sent, once' };
  const message =
    sync.goodAt === undefined
      ? 'it is being filled for the first time'
      : `the audience is as it should be, as of ${minuteText(sync.goodAt)}`;
  return { state: 'healthy', reason: 'as-promised', message };
}
