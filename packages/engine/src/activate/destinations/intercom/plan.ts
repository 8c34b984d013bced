import { chunked } from '../../../util/chunked.ts';
import type { Operation } from '../operation.ts';
import { EVENT_STEP, type PlanContext, type PlannedRequest } from '../planned-request.ts';
import type { VendorRequest } from '../vendor-request.ts';
import { type IntercomSettings, intercomHeaders, intercomUrl } from './settings.ts';
import { intercomFields } from './values.ts';

/** Contacts looked for in one search. How many it takes is not documented; the answer holds 150. */
const SEARCHED = 50;
export const SEARCH_PAGE = 150;

/**
 * Tags take contact ids only. `search` finds those of many at once, but lags behind what was made by minutes; `update` sends values to whom
 * it found; `create` makes the others, and is refused for those whom the search did not know yet; `look-up` finds these, one by one.
 */
export const INTERCOM_STEPS = ['search', 'update', 'create', 'look-up', 'membership'] as const;

type Context = PlanContext<IntercomSettings>;

/** One request for each contact, but for searching. */
export function planContacts(operations: readonly Operation[], context: Context): readonly PlannedRequest[] {
  const { settings, step } = context;
  const nameless = operations.filter(({ vendorId }) => vendorId === undefined);
  switch (step) {
    case 'search':
      return chunked(nameless, SEARCHED).map((chunk) => search(chunk, settings));
    case 'update':
      return operations
        .filter(({ kind, vendorId, attributes }) => {
          return kind === 'add' && vendorId !== undefined && Object.keys(attributes).length > 0;
        })
        .map((each) => single(settings, 'PUT', contactPath(each), intercomFields(each.attributes), [each]));
    case 'create':
      return nameless
        .filter(({ kind }) => kind === 'add' && settings.createContacts)
        .map((each) => create(each, settings));
    case 'look-up':
      return settings.identity === 'email' ? [] : nameless.map((each) => lookUp(each, settings));
    case EVENT_STEP:
      return operations.map((each) => sendEvent(each, context));
    default:
      return byContact(operations).map((each) => tag(each, context));
  }
}

function search(operations: readonly Operation[], settings: IntercomSettings): PlannedRequest {
  const field = settings.identity === 'email' ? 'email' : 'external_id';
  const value = operations.map(({ address }) => address);
  const body = { query: { field, operator: 'IN', value }, pagination: { per_page: SEARCH_PAGE } };
  return single(settings, 'POST', '/contacts/search', body, operations);
}

function create(operation: Operation, settings: IntercomSettings): PlannedRequest {
  const { address, attributes } = operation;
  const who = settings.identity === 'email' ? { email: address } : { external_id: address };
  return single(settings, 'POST', '/contacts', { ...intercomFields(attributes), role: 'user', ...who }, [
    operation,
  ]);
}

function lookUp(operation: Operation, settings: IntercomSettings): PlannedRequest {
  const path = `/contacts/find_by_external_id/${encodeURIComponent(operation.address)}`;
  return single(settings, 'GET', path, undefined, [operation]);
}

/** Two addresses may be one contact: whoever is to be in by one of them is not taken out by the other. */
function tag(operations: readonly Operation[], { settings, audience }: Context): PlannedRequest {
  const [first] = operations as readonly [Operation];
  const path = `${contactPath(first)}/tags`;
  return operations.some(({ kind }) => kind === 'add')
    ? single(settings, 'POST', path, { id: audience.id }, operations)
    : single(settings, 'DELETE', `${path}/${encodeURIComponent(audience.id)}`, undefined, operations);
}

/** An event of one contact, name and second counts once over there. */
function sendEvent(operation: Operation, { settings, event, cohort, audience }: Context): PlannedRequest {
  const { entry, vendorId } = operation;
  const at = entry?.at ?? 0;
  const body = {
    event_name: event,
    created_at: Math.floor(at / 1000),
    id: vendorId,
    metadata: {
      cohort: cohort.name,
      tag: audience.name,
      entered_at: new Date(at).toISOString(),
      reason: entry?.reason ?? '',
    },
  };
  return single(settings, 'POST', '/events', body, [operation]);
}

function contactPath({ vendorId = '' }: Operation): string {
  return `/contacts/${encodeURIComponent(vendorId)}`;
}

function single(
  settings: IntercomSettings,
  method: VendorRequest['method'],
  path: string,
  body: unknown,
  operations: readonly Operation[],
): PlannedRequest {
  const request = { method, url: intercomUrl(settings, path), headers: intercomHeaders(settings) };
  return {
    request: body === undefined ? request : { ...request, body: JSON.stringify(body) },
    quota: 'api',
    operations,
  };
}

function byContact(operations: readonly Operation[]): Operation[][] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.vendorId ?? '');
    if (group) group.push(operation);
    else groups.set(operation.vendorId ?? '', [operation]);
  }
  return [...groups.values()];
}
