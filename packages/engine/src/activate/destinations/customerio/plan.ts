import type { Operation } from '../operation.ts';
import { EVENT_STEP, type PlanContext, type PlannedRequest } from '../planned-request.ts';
import { identifiers } from './address.ts';
import { planEvents } from './events.ts';
import { type CustomerioSettings, trackRequest } from './settings.ts';

/**
 * First makes people known and brings their values, then puts them in: ids that are not known are ignored without a word. Entering and
 * leaving are two calls, so the operations are of one kind. What is documented of a batch is its bytes, not its number.
 */
export function planMembers(
  operations: readonly Operation[],
  context: PlanContext<CustomerioSettings>,
): readonly PlannedRequest[] {
  const [first] = operations;
  if (first === undefined) return [];
  if (context.step === EVENT_STEP) return planEvents(operations, context);
  if (context.step === 'people') return first.kind === 'add' ? planPeople(operations, context) : [];
  const { settings, audience } = context;
  const what = first.kind === 'add' ? 'add_customers' : 'remove_customers';
  const type = settings.identity === 'email' ? 'email' : 'id';
  const path = `/api/v1/segments/${encodeURIComponent(audience.id)}/${what}?id_type=${type}`;
  const request = trackRequest(settings, path, { ids: operations.map(({ address }) => address) });
  return [{ request, quota: 'track', operations }];
}

/** Updates carry their instant: one that arrives late does not undo a newer one. */
function planPeople(
  all: readonly Operation[],
  { settings, now }: PlanContext<CustomerioSettings>,
): readonly PlannedRequest[] {
  const { createUsers } = settings;
  const operations = createUsers ? all : all.filter(({ attributes }) => Object.keys(attributes).length > 0);
  if (operations.length === 0) return [];
  const batch = operations.map((operation) => ({
    type: 'person',
    action: 'identify',
    identifiers: identifiers(operation, settings),
    attributes: { ...operation.attributes, ...(createUsers ? {} : { _update: true }) },
    timestamp: Math.floor(now / 1_000),
  }));
  return [{ request: trackRequest(settings, '/api/v2/batch', { batch }), quota: 'track', operations }];
}
