import { queryOptions } from '@tanstack/react-query';
import { api, found } from './client.ts';
import type { paths } from './schema.d.ts';

export type Report =
  paths['/api/v1/reports']['get']['responses'][200]['content']['application/json']['reports'][number];

/** The saved reports of a project by name. */
export function reportList(project: string) {
  return queryOptions({
    queryKey: ['reports', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/reports', { signal })),
  });
}
