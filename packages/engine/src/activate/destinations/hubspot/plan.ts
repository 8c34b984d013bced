import { chunked } from '../../../util/chunked.ts';
import type { Operation } from '../operation.ts';
import { EVENT_STEP, type PlanContext, type PlannedRequest } from '../planned-request.ts';
import type { VendorRequest } from '../vendor-request.ts';
import { eventName, eventProperties } from './events.ts';
import { type HubspotSettings, hubspotHeaders, hubspotUrl, idProperty } from './settings.ts';
import { hubspotValues } from './values.ts';

/** Contacts in one batch request. */
const CONTACTS = 100;
/** Events in one request. */
const EVENTS = 500;

/** A contact is found by each of its emails, and tells the further ones here. */
export const MORE_EMAILS = 'hs_additional_emails';

/** `find` learns record ids, `write` makes contacts and sends values, `membership` changes the list. */
export const HUBSPOT_STEPS = ['find', 'write', 'membership'] as const;

/** Lists take record ids only: who has none yet is found, or made, first. */
export function planContacts(
  operations: readonly Operation[],
  context: PlanContext<HubspotSettings>,
): readonly PlannedRequest[] {
  switch (context.step) {
    case 'find':
      return chunked(
        operations.filter((each) => mustFind(each, context.settings)),
        CONTACTS,
      ).map((chunk) => find(chunk, context));
    case 'write':
      return chunked(
        operations.filter((each) => mustWrite(each, context.settings)),
        CONTACTS,
      ).map((chunk) => write(chunk, context));
    case EVENT_STEP:
      return chunked(operations, EVENTS).map((chunk) => sendEvents(chunk, context));
    default:
      return operations.length === 0 ? [] : [changeMembers(operations, context)];
  }
}

/** Writing tells the id as well, so only those who are not written are looked for. */
function mustFind({ kind, vendorId }: Operation, { createContacts }: HubspotSettings): boolean {
  return vendorId === undefined && (kind === 'remove' || !createContacts);
}

function mustWrite({ kind, vendorId, attributes }: Operation, { createContacts }: HubspotSettings): boolean {
  if (kind === 'remove') return false;
  if (vendorId === undefined) return createContacts;
  return Object.keys(attributes).length > 0;
}

function find(operations: readonly Operation[], { settings }: PlanContext<HubspotSettings>): PlannedRequest {
  const property = idProperty(settings);
  const body = {
    idProperty: property,
    properties: property === 'email' ? [property, MORE_EMAILS] : [property],
    propertiesWithHistory: [],
    inputs: operations.map(({ address }) => ({ id: address })),
  };
  const request = post(settings, '/crm/v3/objects/contacts/batch/read', body);
  return { request, quota: 'crm', operations };
}

/**
 * With `createContacts`, by address: an email that now belongs to another record is written to that one, and its id learnt. Else by
 * record id, which never makes anybody.
 */
function write(operations: readonly Operation[], { settings }: PlanContext<HubspotSettings>): PlannedRequest {
  const { createContacts } = settings;
  const inputs = operations.map(({ id, address, vendorId, attributes }) => ({
    ...(createContacts ? { id: address, idProperty: idProperty(settings) } : { id: vendorId }),
    objectWriteTraceId: id,
    properties: hubspotValues(attributes),
  }));
  const path = `/crm/v3/objects/contacts/batch/${createContacts ? 'upsert' : 'update'}`;
  return { request: post(settings, path, { inputs }), quota: 'crm', operations };
}

/** Two addresses may be one record: whoever is to be in by one of them is not taken out by the other. */
function changeMembers(
  operations: readonly Operation[],
  { settings, audience }: PlanContext<HubspotSettings>,
): PlannedRequest {
  const idsOf = (kind: Operation['kind']) =>
    new Set(
      operations.flatMap((each) =>
        each.kind === kind && each.vendorId !== undefined ? [each.vendorId] : [],
      ),
    );
  const adding = idsOf('add');
  const request: VendorRequest = {
    ...post(settings, `/crm/v3/lists/${encodeURIComponent(audience.id)}/memberships/add-and-remove`, {
      recordIdsToAdd: [...adding],
      recordIdsToRemove: [...idsOf('remove')].filter((id) => !adding.has(id)),
    }),
    method: 'PUT',
  };
  return { request, quota: 'crm', operations };
}

/** HubSpot refuses a `uuid` that came within a year. */
function sendEvents(operations: readonly Operation[], context: PlanContext<HubspotSettings>): PlannedRequest {
  const { settings } = context;
  const inputs = operations.flatMap(({ vendorId, entry }) =>
    entry === undefined
      ? []
      : [
          {
            eventName: eventName(context.event ?? '', settings),
            objectId: vendorId,
            occurredAt: new Date(entry.at).toISOString(),
            uuid: entry.id,
            properties: eventProperties(entry, context),
          },
        ],
  );
  return { request: post(settings, '/events/v3/send/batch', { inputs }), quota: 'events', operations };
}

function post(settings: HubspotSettings, path: string, body: unknown): VendorRequest {
  const url = hubspotUrl(settings, path);
  return { method: 'POST', url, headers: hubspotHeaders(settings), body: JSON.stringify(body) };
}
