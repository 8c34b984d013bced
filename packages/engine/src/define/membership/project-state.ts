import type { Clock, Instant } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import { Identities } from '../live/identities.ts';
import type { LiveCohort } from '../live/live-cohort.ts';
import { LiveMembership } from '../live/live-membership.ts';
import type { KeptAtCheckpoint } from './transition-log.ts';
import type { Position, TransitionRecorder } from './transition-recorder.ts';
import type { WantedCohort } from './wanted-cohorts.ts';

export const UNITS = ['user', 'account'] as const;
export type Unit = (typeof UNITS)[number];

/** One cohort, and what is kept of it. */
export interface KeptCohort {
  wanted: WantedCohort;
  live: LiveCohort | undefined;
  /** What is being built, and what share of the stored rows has been read for it. */
  building: { readonly version: number; share: number } | undefined;
  /** What kept a version from being read. */
  error: { readonly version: number; readonly message: string } | undefined;
}

/** What the live reading of one project stands on, and where it stands: shared by its loop and its builds. */
export interface ProjectState {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly project: string;
  readonly clock: Clock;
  readonly recorder: TransitionRecorder;
  readonly signal: AbortSignal;
  /** Where a file may be that holds what is kept as of the last checkpoint. */
  readonly snapshot: string | undefined;
  readonly cohorts: Map<string, KeptCohort>;
  /** What checkpoints say of the cohorts; see `noteKept`. */
  kept: readonly KeptAtCheckpoint[];
  identities: Identities;
  memberships: Readonly<Record<Unit, LiveMembership>>;
  /** The row that was taken last: every one up to it has been applied, or will be read from the store. */
  seq: number;
  /** Rows may be applied. False until the first cohorts are whole: what comes meanwhile waits. */
  isOpen: boolean;
  /** Units are known and rows are applied to them. False while there are no cohorts. */
  isLoaded: boolean;
  /** Everything up to this instant has been applied. */
  watermark: Instant | undefined;
}

/** Memberships of nobody, over new identities. */
export function emptyMemberships(
  identities: Identities,
  recorder: TransitionRecorder,
): Readonly<Record<Unit, LiveMembership>> {
  const membership = (unit: Unit): LiveMembership =>
    new LiveMembership({ unit, identities, onTransition: (transition) => recorder.add(transition) });
  return { user: membership('user'), account: membership('account') };
}

/** Starts from nothing, with the aliases that are stored. */
export function emptyState(
  state: Omit<
    ProjectState,
    'cohorts' | 'kept' | 'identities' | 'memberships' | 'isOpen' | 'isLoaded' | 'watermark'
  >,
): ProjectState {
  const identities = new Identities(new Map());
  return {
    ...state,
    cohorts: new Map(),
    kept: [],
    identities,
    memberships: emptyMemberships(identities, state.recorder),
    isOpen: false,
    isLoaded: false,
    watermark: undefined,
  };
}

/** Up to where rows have been applied. */
export function positionOf({ seq, memberships, kept }: ProjectState): Position {
  return { upToSeq: seq, upTo: Math.max(memberships.user.now, memberships.account.now), kept };
}

/** To be called whenever a cohort has come, gone, or another version of it is read. */
export function noteKept(state: ProjectState): void {
  state.kept = [...state.cohorts].map(([cohort, { live }]) => ({
    cohort,
    version: live?.isRead ? live.version : undefined,
  }));
}
