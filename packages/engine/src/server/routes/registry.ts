import type { Routes } from '../create-server.ts';
import { alertRoutes } from './alerts.ts';
import { catalogueRoutes } from './catalogue.ts';
import { cohortFromFunnelRoutes } from './cohort-from-funnel.ts';
import { cohortFromSplitRoutes } from './cohort-from-split.ts';
import { cohortPopulationRoutes } from './cohort-population.ts';
import { cohortTransitionRoutes } from './cohort-transitions.ts';
import { cohortVersionRoutes } from './cohort-versions.ts';
import { cohortWhyRoutes } from './cohort-why.ts';
import { cohortRoutes } from './cohorts.ts';
import { destinationRoutes } from './destinations.ts';
import { eventTailRoutes } from './event-tail.ts';
import { exportRoutes } from './exports.ts';
import { healthRoutes } from './health.ts';
import { importEventsRoutes } from './import-events.ts';
import { importRoutes } from './imports.ts';
import { amplitudeRoutes } from './ingest-amplitude.ts';
import { segmentRoutes } from './ingest-segment.ts';
import { keyRoutes } from './keys.ts';
import { metricsRoutes } from './metrics.ts';
import { playbookRoutes } from './playbook.ts';
import { projectRoutes } from './projects.ts';
import { queryRoutes } from './query.ts';
import { rejectedRoutes } from './rejected.ts';
import { reportRoutes } from './reports.ts';
import { statusRoutes } from './status.ts';
import { syncRoutes } from './syncs.ts';
import { transitionRoutes } from './transitions.ts';

/** Routes that check for themselves who calls: ingest, and what anyone may see. */
export const openRoutes: readonly Routes[] = [healthRoutes, amplitudeRoutes, segmentRoutes];

/** Routes under /api/v1 and /metrics, for a project's secret key. A new stage adds its file and a line here. */
export const apiRoutes: readonly Routes[] = [
  statusRoutes,
  playbookRoutes,
  metricsRoutes,
  projectRoutes,
  keyRoutes,
  catalogueRoutes,
  eventTailRoutes,
  rejectedRoutes,
  queryRoutes,
  exportRoutes,
  destinationRoutes,
  syncRoutes,
  alertRoutes,
  cohortRoutes,
  cohortTransitionRoutes,
  transitionRoutes,
  cohortWhyRoutes,
  cohortVersionRoutes,
  cohortPopulationRoutes,
  cohortFromFunnelRoutes,
  cohortFromSplitRoutes,
  importEventsRoutes,
  importRoutes,
  reportRoutes,
];
