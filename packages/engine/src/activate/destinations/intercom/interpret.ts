import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import type { Operation } from '../operation.ts';
import { APPLIED, NO_OP, type Outcome, rejected, unresolved } from '../outcome.ts';
import { EVENT_STEP, type Interpretation, type PlannedRequest } from '../planned-request.ts';
import { jsonOf, unreadable } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { contactIsGone, intercomFault, saidOf } from './answers.ts';
import type { IntercomSettings } from './settings.ts';

const contact = z.object({
  id: z.string(),
  external_id: z.string().nullish(),
  email: z.string().nullish(),
  role: z.string().nullish(),
});
const contacts = z.object({ data: z.array(contact), total_count: z.number() });

/** What Intercom said to a request of a step. */
export function interpretContacts(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
  step: string,
  settings: IntercomSettings,
): Interpretation {
  const { operations } = planned;
  const fault = intercomFault(response, now);
  if (step === 'search') return fault ? { fault } : searched(operations, response, settings);
  const [operation] = operations as readonly [Operation];
  if (step === 'create') return created(operation, response, settings, fault);
  if (step === 'look-up') return lookedUp(operation, response, settings, fault);
  if (step === EVENT_STEP) return told(operation, response, fault);
  if (contactIsGone(response)) {
    const ids = operations.map(({ id }) => id);
    return { outcomes: new Map(ids.map((id) => [id, GONE])), gone: new Set(ids) };
  }
  if (step === 'update') {
    if (response.status === 409) return one(operation, conflict(response));
    // Of a contact nothing else is missing than the contact.
    if (fault?.kind === 'audience-gone')
      return { outcomes: new Map([[operation.id, GONE]]), gone: new Set([operation.id]) };
    return fault ? { fault } : one(operation, APPLIED);
  }
  const adding = operations.some(({ kind }) => kind === 'add');
  // Whoever does not have the tag is out.
  if (!adding && response.status === 404) return all(operations, NO_OP);
  if (fault) return { fault };
  return {
    outcomes: new Map(operations.map(({ id, kind }) => [id, adding && kind === 'remove' ? NO_OP : APPLIED])),
  };
}

const GONE: Outcome = { kind: 'retry', reason: 'id-gone', message: 'Intercom no longer has this contact' };

/** By value. Who is not found goes on where another step may find or make them. */
function searched(
  operations: readonly Operation[],
  response: VendorResponse,
  settings: IntercomSettings,
): Interpretation {
  const read = jsonOf(contacts, response.body);
  if (read === undefined) return unreadable('Intercom', response);
  const whole = read.data.length >= read.total_count;
  // With more than one page, somebody has very many contacts: alone, it shows who.
  if (!whole && operations.length > 1) {
    return { fault: { kind: 'refused', reason: 'ambiguous', message: 'more contacts than one page holds' } };
  }
  const byEmail = settings.identity === 'email';
  const groups = new Map<string, z.infer<typeof contact>[]>();
  for (const each of read.data) {
    const key = byEmail ? each.email?.toLowerCase() : each.external_id;
    if (typeof key === 'string') groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const outcomes = new Map<string, Outcome>();
  const known = new Map<string, string>();
  for (const { id, kind, address } of operations) {
    const found = groups.get(address) ?? [];
    const theOne = whole ? only(found) : undefined;
    const elsewhere = byEmail ? kind === 'add' && settings.createContacts : true;
    if (theOne !== undefined) {
      outcomes.set(id, APPLIED);
      known.set(id, theOne.id);
    } else if (found.length > 0) outcomes.set(id, kind === 'add' ? AMBIGUOUS : WHICH_IS_IN);
    else outcomes.set(id, elsewhere ? NO_OP : NOT_FOUND);
  }
  return { outcomes, known };
}

/** One contact, or the one user beside leads. */
function only(found: readonly z.infer<typeof contact>[]): z.infer<typeof contact> | undefined {
  const users = found.filter(({ role }) => role === 'user');
  const candidates = found.length > 1 ? users : found;
  return candidates.length === 1 ? candidates[0] : undefined;
}

const AMBIGUOUS = unresolved(
  'ambiguous',
  'several contacts of Intercom have this email: merge them there, or find contacts by user id',
);
// One of them may have the tag: only whom Intercom does not know counts as out.
const WHICH_IS_IN = rejected(
  'ambiguous',
  'several contacts of Intercom have this email: take the tag off by hand, or merge them there and try again',
);
const NOT_FOUND = unresolved('not-found', 'Intercom has no such contact, and `createContacts` is off');

function created(
  operation: Operation,
  response: VendorResponse,
  { identity }: IntercomSettings,
  fault: ReturnType<typeof intercomFault>,
): Interpretation {
  if (response.status === 409) {
    const said = saidOf(response);
    if (/archived/i.test(said)) {
      return one(
        operation,
        rejected('archived', `unarchive the contact in Intercom, or delete it for good: ${said}`),
      );
    }
    // It may be the email that is somebody else's: whoever has the user id is looked up.
    if (identity === 'user_id') return one(operation, NO_OP);
    const id = /\bid=(\w+)/.exec(said)?.[1];
    return id === undefined ? one(operation, NOT_YET) : nowKnown(operation, id);
  }
  if (fault?.kind === 'audience-gone') return { fault: { kind: 'misconfigured', message: fault.message } };
  if (fault) return { fault };
  const made = jsonOf(contact, response.body);
  if (made === undefined) return unreadable('Intercom', response);
  return { outcomes: new Map([[operation.id, APPLIED]]), known: new Map([[operation.id, made.id]]) };
}

const NOT_YET: Outcome = {
  kind: 'retry',
  reason: 'not-found-yet',
  message: 'Intercom has this contact, and its search does not show it yet',
};

/** Found after the step that sends values: they go at the next try. */
function nowKnown(operation: Operation, id: string): Interpretation {
  const waits = operation.kind === 'add' && Object.keys(operation.attributes).length > 0;
  return {
    outcomes: new Map([[operation.id, waits ? VALUES_WAIT : NO_OP]]),
    known: new Map([[operation.id, id]]),
  };
}

const VALUES_WAIT: Outcome = {
  kind: 'retry',
  reason: 'found-late',
  message: 'Intercom had this contact and its search did not show it: values go at the next try',
};

function lookedUp(
  operation: Operation,
  response: VendorResponse,
  { createContacts }: IntercomSettings,
  fault: ReturnType<typeof intercomFault>,
): Interpretation {
  if (response.status === 410) {
    const into = /\/contacts\/(\w+)/.exec(response.headers.link ?? '')?.[1];
    return into === undefined
      ? one(operation, unresolved('merged', 'was merged into another contact of Intercom'))
      : nowKnown(operation, into);
  }
  if (response.status === 404) {
    // Contacts that are made come here only after a conflict.
    const conflicts = operation.kind === 'add' && createContacts;
    return one(operation, conflicts ? conflict(response) : NOT_FOUND);
  }
  if (fault) return { fault };
  const found = jsonOf(contact, response.body);
  return found === undefined ? unreadable('Intercom', response) : nowKnown(operation, found.id);
}

function conflict(response: VendorResponse): Outcome {
  return rejected(
    'conflict',
    `another contact of Intercom has the same email, or an archived one the same user id: merge or delete it there (${saidOf(response)})`,
  );
}

/** Events are taken and processed later; repeats are passed over without a word. */
function told(
  operation: Operation,
  response: VendorResponse,
  fault: ReturnType<typeof intercomFault>,
): Interpretation {
  if (fault === undefined) return one(operation, { kind: 'accepted' });
  if (response.status !== 404 && response.status !== 410) return { fault };
  return one(operation, {
    kind: 'retry',
    reason: 'not-found',
    message: 'Intercom does not know the contact',
  });
}

function one({ id }: Operation, outcome: Outcome): Interpretation {
  return { outcomes: new Map([[id, outcome]]) };
}

function all(operations: readonly Operation[], outcome: Outcome): Interpretation {
  return { outcomes: new Map(operations.map(({ id }) => [id, outcome])) };
}
