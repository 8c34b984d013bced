import type { PlanContext, PlannedRequest } from '../define-destination.ts';
import type { Operation } from '../operation.ts';
import { type IterableSettings, iterableHeaders, iterableUrl } from './settings.ts';

/**
 * Subscribes or unsubscribes, which are two calls: the operations are of one kind. Values go along with subscribing. `channelUnsubscribe`
 * is always sent as false: true would unsubscribe people from the channel altogether.
 */
export function planMembers(
  operations: readonly Operation[],
  { settings, audience }: PlanContext<IterableSettings>,
): readonly PlannedRequest[] {
  const [first] = operations;
  if (first === undefined) return [];
  const byUserId = settings.identity === 'user_id';
  const who = ({ address }: Operation) => (byUserId ? { userId: address } : { email: address });
  const listId = Number(audience.id);
  const body =
    first.kind === 'add'
      ? {
          listId,
          subscribers: operations.map((operation) => ({
            ...who(operation),
            ...(Object.keys(operation.attributes).length === 0 ? {} : { dataFields: operation.attributes }),
            ...(byUserId ? { preferUserId: true } : {}),
          })),
          updateExistingUsersOnly: !settings.createUsers,
        }
      : { listId, subscribers: operations.map(who), channelUnsubscribe: false };
  const path = first.kind === 'add' ? '/api/lists/subscribe' : '/api/lists/unsubscribe';
  const request = {
    method: 'POST' as const,
    url: iterableUrl(settings, path),
    headers: iterableHeaders(settings),
    body: JSON.stringify(body),
  };
  return [{ request, quota: 'members', operations }];
}
