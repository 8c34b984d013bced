import { type AlertReceiver, listReceivers } from '../activate/alerts/alert-receivers.ts';
import { type SyncStanding, syncStandings } from '../activate/sync/sync-standing.ts';
import { type Cohort, listCohorts } from '../define/cohorts/cohort-records.ts';
import { type Unfresh, unfresh } from '../define/membership/cohort-freshness.ts';
import { countRejected } from '../ingest/rejected-events.ts';
import type { Project } from '../model/project.ts';
import { DAY_MS, type Instant } from '../model/time.ts';
import type { ServerDependencies } from './dependencies.ts';

/** How a project is doing, for whoever tells it: one reading, so that pages do not differ. */
export interface ProjectStanding {
  readonly cohorts: readonly Cohort[];
  /** Those of which the live reading is held up or behind. */
  readonly notFresh: readonly (Unfresh & { readonly id: string; readonly name: string })[];
  /** Those that need a look come first. */
  readonly syncs: readonly SyncStanding[];
  readonly receivers: readonly AlertReceiver[];
  /** Refused events of the last 24 hours. */
  readonly rejectedLastDay: number;
}

/** What needs a person comes first. */
const URGENCY = { parked: 0, behind: 1, drifting: 2, paused: 3, healthy: 4 } as const;

export async function projectStanding(
  { store, records, live }: Pick<ServerDependencies, 'store' | 'records' | 'live'>,
  project: Pick<Project, 'id'>,
  now: Instant,
): Promise<ProjectStanding> {
  const [rejectedLastDay, cohorts, syncs, receivers] = await Promise.all([
    countRejected(store, project.id, { from: now - DAY_MS + 1 }),
    listCohorts(records, project.id),
    syncStandings(records, project.id, now),
    listReceivers(records, project.id),
  ]);
  return {
    cohorts,
    notFresh: cohorts.flatMap(({ id, name }) => {
      const why = unfresh(live.state(project.id, id), now);
      return why === undefined ? [] : [{ id, name, ...why }];
    }),
    syncs: syncs.toSorted((a, b) => URGENCY[a.health.state] - URGENCY[b.health.state]),
    receivers,
    rejectedLastDay,
  };
}
