import type { Operation } from '../operation.ts';
import { EVENT_STEP, type PlanContext, type PlannedRequest } from '../planned-request.ts';
import { type IterableSettings, iterableHeaders, iterableUrl } from './settings.ts';

/**
 * Subscribes or unsubscribes, which are two calls: the operations are of one kind. Values go along with subscribing. `channelUnsubscribe`
 * is always sent as false: true would unsubscribe people from the channel altogether.
 */
export function planMembers(
  operations: readonly Operation[],
  context: PlanContext<IterableSettings>,
): readonly PlannedRequest[] {
  const [first] = operations;
  if (first === undefined) return [];
  if (context.step === EVENT_STEP) return [planEvents(operations, context)];
  const { settings, audience } = context;
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

/** An event with an id that came before is updated over there, so a repeat counts once. Times are seconds. */
function planEvents(
  operations: readonly Operation[],
  { settings, audience, cohort, event }: PlanContext<IterableSettings>,
): PlannedRequest {
  const events = operations.flatMap(({ address, entry }) =>
    entry === undefined
      ? []
      : [
          {
            eventName: event,
            ...(settings.identity === 'user_id' ? { userId: address } : { email: address }),
            id: entry.id,
            createdAt: Math.floor(entry.at / 1000),
            dataFields: {
              cohort: cohort.name,
              list: audience.name,
              enteredAt: new Date(entry.at).toISOString(),
              reason: entry.reason,
            },
          },
        ],
  );
  const request = {
    method: 'POST' as const,
    url: iterableUrl(settings, '/api/events/trackBulk'),
    headers: iterableHeaders(settings),
    body: JSON.stringify({ events }),
  };
  return { request, quota: 'events', operations };
}
