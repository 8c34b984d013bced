import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import type { Operation } from '../operation.ts';
import { APPLIED, NO_OP, type Outcome, rejected, unresolved } from '../outcome.ts';
import { EVENT_STEP, type Interpretation, type PlannedRequest } from '../planned-request.ts';
import { jsonOf, unreadable } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { hubspotFault } from './answers.ts';
import { MORE_EMAILS } from './plan.ts';
import { type HubspotSettings, idProperty } from './settings.ts';

const batch = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      objectWriteTraceId: z.string().nullish(),
      properties: z.record(z.string(), z.string().nullable()).nullish(),
    }),
  ),
  errors: z
    .array(
      z.object({
        category: z.string().nullish(),
        message: z.string().nullish(),
        context: z.record(z.string(), z.array(z.string())).nullish(),
      }),
    )
    .nullish(),
});

type ItemError = NonNullable<z.infer<typeof batch>['errors']>[number];

const ids = z.array(z.coerce.string());
const memberships = z.object({
  // Spelled so in the answer; the plain spelling is taken as well.
  recordsIdsAdded: ids.nullish(),
  recordIdsAdded: ids.nullish(),
  recordIdsRemoved: ids,
  recordIdsMissing: ids,
});

/** What HubSpot said to a request of a step. */
export function interpretContacts(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
  step: string,
  settings: HubspotSettings,
): Interpretation {
  const fault = hubspotFault(response, now);
  if (step === EVENT_STEP) return events(planned, response, fault);
  // A list that is gone is 404; of the other steps it would be the service that is.
  if (fault?.kind === 'audience-gone' && step !== 'membership') {
    return { fault: { kind: 'misconfigured', message: fault.message } };
  }
  if (fault?.kind === 'refused' && step === 'membership' && /\bDYNAMIC\b/i.test(response.body)) {
    const message = 'the list is kept by HubSpot itself now (dynamic): only static lists can be filled';
    return { fault: { kind: 'misconfigured', message } };
  }
  if (fault) return { fault };
  if (step === 'membership') return members(planned, response);
  const read = jsonOf(batch, response.body);
  if (read === undefined) return unreadable('HubSpot', response);
  return step === 'find' ? found(planned, read, settings) : written(planned, read);
}

/**
 * By value, emails in any case: who is asked for and not among the results is not there, unless there are errors that say something else
 * than that.
 */
function found(
  { operations }: PlannedRequest,
  { results, errors }: z.infer<typeof batch>,
  settings: HubspotSettings,
): Interpretation {
  const property = idProperty(settings);
  const fold = (value: string) => (property === 'email' ? value.toLowerCase() : value);
  const byValue = new Map<string, string>();
  for (const { id, properties } of results) {
    const values = [properties?.[property] ?? '', ...(properties?.[MORE_EMAILS] ?? '').split(';')];
    for (const value of values) if (value !== '') byValue.set(fold(value), id);
  }
  const othersAreNotThere = (errors ?? []).every(({ category }) => category === 'OBJECT_NOT_FOUND');
  const outcomes = new Map<string, Outcome>();
  const known = new Map<string, string>();
  for (const { id, address } of operations) {
    const record = byValue.get(fold(address));
    if (record !== undefined) {
      outcomes.set(id, APPLIED);
      known.set(id, record);
    } else if (othersAreNotThere) outcomes.set(id, NOT_FOUND);
  }
  return { outcomes, known };
}

const NOT_FOUND = unresolved('not-found', 'HubSpot has no such contact, and `createContacts` is off');

/** By the trace id that went along with each input. Neither results nor errors come in the order of the inputs. */
function written({ operations }: PlannedRequest, { results, errors }: z.infer<typeof batch>): Interpretation {
  const outcomes = new Map<string, Outcome>();
  const known = new Map<string, string>();
  const gone = new Set<string>();
  const asked = new Map(operations.map((operation) => [operation.id, operation]));
  for (const { id, objectWriteTraceId } of results) {
    if (typeof objectWriteTraceId !== 'string' || !asked.has(objectWriteTraceId)) continue;
    outcomes.set(objectWriteTraceId, APPLIED);
    known.set(objectWriteTraceId, id);
  }
  for (const error of errors ?? []) {
    for (const trace of tracesOf(error, operations)) {
      known.delete(trace);
      if (error.category === 'OBJECT_NOT_FOUND' && asked.get(trace)?.vendorId !== undefined) gone.add(trace);
      outcomes.set(trace, failure(error));
    }
  }
  return { outcomes, known, gone };
}

/** Whom an error is of: it echoes the trace id, or names the id that was asked for. */
function tracesOf({ context }: ItemError, operations: readonly Operation[]): readonly string[] {
  const named = new Set([...(context?.ids ?? []), ...(context?.id ?? [])]);
  return (
    context?.objectWriteTraceId ??
    operations
      .filter(({ address, vendorId }) => named.has(address) || named.has(vendorId ?? ''))
      .map(({ id }) => id)
  );
}

function failure({ category, message }: ItemError): Outcome {
  const said = message ?? 'it does not say why';
  switch (category) {
    case 'VALIDATION_ERROR':
      return rejected('invalid-value', `HubSpot refuses a value of this contact: ${said}`);
    case 'CONFLICT':
      return rejected('conflict', `another contact has what must be unique, merge them in HubSpot: ${said}`);
    case 'OBJECT_NOT_FOUND':
      return unresolved('not-found', `HubSpot no longer has this contact: ${said}`);
    case 'MISSING_SCOPES':
      return rejected('not-allowed', `the token may not write this: ${said}`);
    default:
      return { kind: 'retry', reason: 'failed-there', message: `HubSpot could not: ${said}` };
  }
}

/** Ids that are not mentioned were in, or out, already: HubSpot names those that it changed and those that are nobody's. */
function members({ operations }: PlannedRequest, response: VendorResponse): Interpretation {
  const read = jsonOf(memberships, response.body);
  if (read === undefined) return unreadable('HubSpot', response);
  const added = new Set([...(read.recordsIdsAdded ?? []), ...(read.recordIdsAdded ?? [])]);
  const removed = new Set(read.recordIdsRemoved);
  const missing = new Set(read.recordIdsMissing);
  const outcomes = new Map<string, Outcome>();
  const gone = new Set<string>();
  for (const operation of operations) {
    const { id, vendorId } = operation;
    if (vendorId === undefined) continue;
    if (missing.has(vendorId)) gone.add(id);
    outcomes.set(id, changed(operation, added, removed));
  }
  return { outcomes, gone };
}

function changed(
  { kind, vendorId = '' }: Operation,
  added: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): Outcome {
  return (kind === 'add' ? added : removed).has(vendorId) ? APPLIED : NO_OP;
}

/** Nothing is said of single events. One that is refused because it came before is there. */
function events(
  { operations }: PlannedRequest,
  response: VendorResponse,
  fault: ReturnType<typeof hubspotFault>,
): Interpretation {
  const all = (outcome: Outcome) => ({
    outcomes: new Map(operations.map(({ id }): [string, Outcome] => [id, outcome])),
  });
  if (fault === undefined) return all({ kind: 'accepted' });
  const repeated = /uuid/i.test(response.body) && /duplicate|already|exist|unique/i.test(response.body);
  if (operations.length === 1 && (response.status === 409 || repeated)) return all(NO_OP);
  if (response.status === 404) {
    return { fault: { kind: 'misconfigured', message: `HubSpot knows no such event: ${fault.message}` } };
  }
  return { fault };
}
