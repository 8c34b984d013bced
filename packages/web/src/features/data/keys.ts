import { queryOptions } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';

export type Key =
  paths['/api/v1/keys']['get']['responses'][200]['content']['application/json']['keys'][number];

/** The keys of a project, each by its beginning. */
export function keyList(project: string) {
  return queryOptions({
    queryKey: ['keys', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/keys', { signal })),
  });
}
