import { Counter, Gauge, Registry } from 'prom-client';
import type { CountsBySync } from '../../activate/sync/standing-counts.ts';
import { HEALTH_STATES } from '../../activate/sync/sync-health.ts';
import { type SyncStanding, syncStandings } from '../../activate/sync/sync-standing.ts';
import { type Cohort, listCohorts } from '../../define/cohorts/cohort-records.ts';
import type { CohortState, LiveCohorts } from '../../define/membership/live-cohorts.ts';
import type { Project } from '../../model/project.ts';
import type { Instant } from '../../model/time.ts';
import type { RecordStore } from '../../store/record-store.ts';
import type { Metrics } from './metrics.ts';

export interface ProjectMetricsRequest {
  readonly records: RecordStore;
  readonly live: LiveCohorts;
  readonly counts: () => Promise<CountsBySync>;
  readonly metrics: Pick<Metrics, 'events' | 'transitions'>;
  readonly projects: readonly Project[];
  readonly now: Instant;
}

const COHORT_STATES = ['live', 'building', 'stopped', 'off'] as const;
const OUTCOMES = ['stored', 'duplicate', 'refused'] as const;

/** What these projects hold and how it stands, read at this moment, as a registry that is thrown away. */
export async function projectMetrics(request: ProjectMetricsRequest): Promise<Registry> {
  const registry = new Registry();
  const { events, cohorts, syncs } = families(registry);
  const counts = await request.counts();
  for (const project of request.projects) {
    const [listed, standings] = await Promise.all([
      listCohorts(request.records, project.id),
      syncStandings(request.records, project.id, request.now),
    ]);
    for (const outcome of OUTCOMES) {
      const count = request.metrics.events.get(project.id)?.get(outcome) ?? 0;
      events.inc({ project: project.name, outcome }, count);
    }
    for (const cohort of listed) {
      const state = request.live.state(project.id, cohort.id);
      tellCohort(cohorts, project, cohort, state, request);
    }
    for (const standing of standings) tellSync(syncs, project, standing, counts, request.now);
  }
  return registry;
}

function families(registry: Registry) {
  const registers = [registry];
  const gauge = <const Labels extends string>(name: string, help: string, labelNames: readonly Labels[]) =>
    new Gauge({ name, help, labelNames, registers });
  const ofCohort = ['project', 'cohort', 'name'] as const;
  const ofSync = ['project', 'sync', 'cohort', 'destination'] as const;
  return {
    events: new Counter({
      name: 'cusp_events_total',
      help: 'Events that came in to this process: stored, known already, or refused',
      labelNames: ['project', 'outcome'],
      registers,
    }),
    cohorts: {
      members: gauge('cusp_cohort_members', 'Members of a live cohort', ofCohort),
      age: gauge('cusp_cohort_watermark_age_seconds', 'How far a live cohort lies back', ofCohort),
      state: gauge('cusp_cohort_state', '1 for the state that the live reading is in', [
        ...ofCohort,
        'state',
      ]),
      transitions: new Counter({
        name: 'cusp_cohort_transitions_total',
        help: 'Members who came and went since this process started',
        labelNames: [...ofCohort, 'direction'],
        registers,
      }),
    },
    syncs: {
      members: gauge(
        'cusp_sync_members',
        'Members by how they stand: wanted, there, pending, rejected, unresolved. Counted now and then',
        [...ofSync, 'standing'],
      ),
      sinceGood: gauge(
        'cusp_sync_seconds_since_good',
        'Since when a comparison of all members last left nothing to do; absent before the first',
        ofSync,
      ),
      state: gauge('cusp_sync_state', '1 for the state of its health', [...ofSync, 'state']),
    },
  };
}

type Families = ReturnType<typeof families>;

function tellCohort(
  { members, age, state: states, transitions }: Families['cohorts'],
  project: Project,
  { id, name }: Cohort,
  state: CohortState,
  { metrics, now }: ProjectMetricsRequest,
): void {
  const labels = { project: project.name, cohort: id, name };
  for (const each of COHORT_STATES) states.set({ ...labels, state: each }, each === state.state ? 1 : 0);
  if (state.size !== undefined) members.set(labels, state.size);
  if (state.watermark !== undefined) age.set(labels, Math.max(0, now - state.watermark) / 1_000);
  for (const direction of ['entered', 'exited'] as const) {
    transitions.inc({ ...labels, direction }, metrics.transitions.get(id)?.[direction] ?? 0);
  }
}

function tellSync(
  { members, sinceGood, state }: Families['syncs'],
  project: Project,
  { sync, cohort, destination, health }: SyncStanding,
  counts: CountsBySync,
  now: Instant,
): void {
  const labels = { project: project.name, sync: sync.id, cohort, destination: destination.name };
  const counted = counts.get(sync.id);
  if (sync.wanted !== undefined) members.set({ ...labels, standing: 'wanted' }, sync.wanted);
  for (const standing of ['there', 'pending', 'rejected', 'unresolved'] as const) {
    members.set({ ...labels, standing }, counted?.[standing] ?? 0);
  }
  if (sync.goodAt !== undefined) sinceGood.set(labels, Math.max(0, now - sync.goodAt) / 1_000);
  for (const each of HEALTH_STATES) state.set({ ...labels, state: each }, each === health.state ? 1 : 0);
}
