import { queryOptions } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { Span } from './search.ts';

/** Keys begin as those of the cohort itself: what makes it stale makes these stale too. */
const about = (project: string, id: string, what: string) => ['cohorts', project, id, what] as const;

/** All cohorts, the archived ones too. */
export function everyCohort(project: string, isWithArchived: boolean) {
  return queryOptions({
    queryKey: ['cohorts', project, 'list', isWithArchived],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/cohorts', {
          params: { query: { archived: isWithArchived ? 'true' : 'false' } },
          signal,
        }),
      ),
    staleTime: 5_000,
  });
}

/** How large the cohort was at the end of each span, and how many came and left in it; 30 spans. */
export function population(project: string, id: string, version: number, every: Span) {
  return queryOptions({
    queryKey: [...about(project, id, 'population'), version, every],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/cohorts/{id}/population', {
          params: { path: { id }, query: { every } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

/** Every version, the newest first. */
export function versions(project: string, id: string) {
  return queryOptions({
    queryKey: about(project, id, 'versions'),
    queryFn: ({ signal }) =>
      found(api.GET('/api/v1/cohorts/{id}/versions', { params: { path: { id } }, signal })),
    staleTime: 5_000,
  });
}

/** What two versions differ in. */
export function versionDiff(project: string, id: string, before: number, after: number) {
  return queryOptions({
    queryKey: [...about(project, id, 'diff'), before, after],
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/cohorts/{id}/diff', { params: { path: { id }, query: { before, after } }, signal }),
      ),
    staleTime: 30_000,
  });
}

/** Why one is in or not. */
export function why(project: string, id: string, unit: string) {
  return queryOptions({
    queryKey: [...about(project, id, 'why'), unit],
    queryFn: ({ signal }) =>
      found(api.GET('/api/v1/cohorts/{id}/why', { params: { path: { id }, query: { unit } }, signal })),
    staleTime: 5_000,
  });
}

/** The latest transitions as they were recorded. */
export function latestTransitions(project: string, id: string) {
  return queryOptions({
    queryKey: about(project, id, 'transitions'),
    queryFn: ({ signal }) =>
      found(
        api.GET('/api/v1/cohorts/{id}/transitions', {
          params: { path: { id }, query: { limit: 30 } },
          signal,
        }),
      ),
    staleTime: 5_000,
  });
}

/** The syncs of the project. */
export function syncList(project: string) {
  return queryOptions({
    queryKey: ['syncs', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/syncs', { signal })),
    staleTime: 10_000,
  });
}
