import { join } from 'node:path';
import type { StoredEvent } from '../../model/event.ts';
import type { Clock } from '../../model/time.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { TrueInstants } from './late-transitions.ts';
import type { CohortState, LiveCohorts, TransitionListener } from './live-cohorts.ts';
import { ProjectLive } from './project-live.ts';
import { RecentIds } from './recent-ids.ts';
import { newestSeq } from './stored-events.ts';
import type { Transition } from './transition.ts';
import { lastOrdinal } from './transition-log.ts';

export interface LiveServiceOptions {
  readonly store: EventStore;
  readonly records: RecordStore;
  readonly clock: Clock;
  /** Ids of the projects there are. */
  readonly projects: () => Promise<readonly string[]>;
  readonly trueInstants: (project: string) => TrueInstants;
  readonly onTrouble: (project: string, error: unknown) => void;
  /** Hears of all transitions once they are recorded. Must not throw. */
  readonly onRecorded?: TransitionListener | undefined;
  /** How long a timer waits for rows that are on their way: 200 ms. */
  readonly graceMs?: number | undefined;
  /** A folder for files that make the next start short: what is kept of each project at the end. Without one everything is read again. */
  readonly snapshots?: string | undefined;
}

/** The live reading of all projects: fed with stored rows, asked by everybody else. */
export interface LiveService extends LiveCohorts {
  /** For the ingest pipeline: hears of every block once it is durable. */
  readonly onStored: (events: readonly StoredEvent[]) => void;
  /** Begins with the projects there are; to be called before anything is accepted, and returns at once. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const GRACE_MS = 200;
const NOT_KEPT: CohortState = {
  state: 'building',
  version: undefined,
  size: undefined,
  watermark: undefined,
  lastTransition: undefined,
  building: undefined,
  error: undefined,
};

/** Opened after the stores were migrated and before ingest accepts anything, so that no row is missed between the two. */
export async function createLiveService(options: LiveServiceOptions): Promise<LiveService> {
  const { store, records, clock } = options;
  const seq = await newestSeq(store);
  let ordinal = await lastOrdinal(store);
  /** The last row handed in: what a project that is new hears of comes after it. */
  let newest = seq;
  const projects = new Map<string, ProjectLive>();
  const recent = new RecentIds();
  const listeners = new Map<string, Set<TransitionListener>>();

  function of(project: string): ProjectLive {
    let live = projects.get(project);
    if (live === undefined) {
      live = new ProjectLive({
        store,
        records,
        clock,
        project,
        seq: newest,
        nextOrdinal: () => {
          ordinal += 1;
          return ordinal;
        },
        graceMs: options.graceMs ?? GRACE_MS,
        trueInstants: options.trueInstants(project),
        onRecorded: (transitions) => tell(project, transitions),
        snapshot: options.snapshots && join(options.snapshots, `${encodeURIComponent(project)}.live`),
        onTrouble: (error) => options.onTrouble(project, error),
      });
      projects.set(project, live);
      live.start();
    }
    return live;
  }

  function tell(project: string, transitions: readonly Transition[]): void {
    options.onRecorded?.(transitions);
    for (const listener of listeners.get(listenersOf(project, undefined)) ?? []) listener(transitions);
    const byCohort = new Map<string, Transition[]>();
    for (const transition of transitions) {
      const of = byCohort.get(transition.cohort);
      if (of) of.push(transition);
      else byCohort.set(transition.cohort, [transition]);
    }
    for (const [cohort, told] of byCohort) {
      for (const listener of listeners.get(listenersOf(project, cohort)) ?? []) listener(told);
    }
  }

  return {
    async start() {
      for (const project of await options.projects()) of(project);
    },
    onStored(events) {
      recent.note(events);
      const byProject = new Map<string, StoredEvent[]>();
      for (const event of events) {
        const rows = byProject.get(event.project);
        if (rows) rows.push(event);
        else byProject.set(event.project, [event]);
      }
      for (const [project, rows] of byProject) of(project).push(rows);
      newest = Math.max(newest, events.at(-1)?.seq ?? 0);
    },
    state: (project, cohort) => of(project).state(cohort) ?? NOT_KEPT,
    isMember: (project, cohort, subject) => of(project).isMember(cohort, subject),
    recentId: (key) => recent.of(key),
    subscribe(project, cohort, listener) {
      const key = listenersOf(project, cohort);
      const all = listeners.get(key) ?? new Set();
      listeners.set(key, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(key);
      };
    },
    async changed(project) {
      void of(project).rebuild();
    },
    async settled(project, cohort) {
      await of(project).rebuild();
      return { error: of(project).state(cohort)?.error };
    },
    async close() {
      await Promise.all([...projects.values()].map((live) => live.close()));
    },
  };
}

/** No cohort's id is empty. */
function listenersOf(project: string, cohort: string | undefined): string {
  return `${project} ${cohort ?? ''}`;
}
