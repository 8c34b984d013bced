import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';

const AGAIN_MS = 10_000;

/** What a project holds and how it is doing. */
export function projectStatus(project: string) {
  return queryOptions({
    queryKey: ['status', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/status', { signal })),
    staleTime: AGAIN_MS / 2,
    refetchInterval: AGAIN_MS,
  });
}
