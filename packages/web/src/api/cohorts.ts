import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';

/** The cohorts of a project by name, with how fresh each is. */
export function cohortList(project: string) {
  return queryOptions({
    queryKey: ['cohorts', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/cohorts', { signal })),
    staleTime: 5_000,
  });
}

/** One cohort with its definition, by id. */
export function oneCohort(project: string, id: string) {
  return queryOptions({
    queryKey: ['cohorts', project, id],
    queryFn: ({ signal }) => found(api.GET('/api/v1/cohorts/{id}', { params: { path: { id } }, signal })),
    staleTime: 5_000,
  });
}
