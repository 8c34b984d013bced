import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';
import type { paths } from './schema.d.ts';

const AGAIN_MS = 10_000;

export type Playbook = paths['/api/v1/playbook']['get']['responses'][200]['content']['application/json'];
export type ProjectTransition =
  paths['/api/v1/transitions']['get']['responses'][200]['content']['application/json']['transitions'][number];

/** Where the six steps stand, and what needs a look. */
export function playbook(project: string) {
  return queryOptions({
    queryKey: ['playbook', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/playbook', { signal })),
    staleTime: AGAIN_MS / 2,
    refetchInterval: AGAIN_MS,
  });
}
