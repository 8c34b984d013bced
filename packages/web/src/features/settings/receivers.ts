import { queryOptions } from '@tanstack/react-query';
import { api, found } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';

/** Somebody who is told of trouble. */
export type Receiver =
  paths['/api/v1/alerts']['get']['responses'][200]['content']['application/json']['receivers'][number];

/** What an alert can be sent to. */
export const RECEIVER_KINDS: readonly { readonly value: Receiver['kind']; readonly label: string }[] = [
  { value: 'slack', label: 'Slack' },
  { value: 'webhook', label: 'Webhook' },
];

/** Who is told of trouble in a project. */
export function receiverList(project: string) {
  return queryOptions({
    queryKey: ['alerts', project],
    queryFn: ({ signal }) => found(api.GET('/api/v1/alerts', { signal })),
  });
}
