import type { AnalysisContext } from '../analyse/define-analysis.ts';
import { loadCohortLookup } from '../define/cohorts/cohort-records.ts';
import type { Project } from '../model/project.ts';
import { loadIdentityOverlay } from '../store/clickhouse/timeline.ts';
import type { ServerDependencies } from './dependencies.ts';

/** What an analysis of a project runs with: identity and cohorts as they stand now. `signal` stops its queries. */
export async function analysisContext(
  { store, records, clock }: Pick<ServerDependencies, 'store' | 'records' | 'clock'>,
  project: Project,
  signal?: AbortSignal,
): Promise<AnalysisContext> {
  const [overlay, cohorts] = await Promise.all([
    loadIdentityOverlay(store, project.id),
    loadCohortLookup(records, project.id),
  ]);
  return { store, project, overlay, cohorts, now: clock(), signal };
}
