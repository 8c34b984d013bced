import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import { type Fault, withoutAudience } from '../fault.ts';
import type { Operation } from '../operation.ts';
import { APPLIED, NO_OP, type Outcome, rejected, unresolved } from '../outcome.ts';
import { EVENT_STEP, type Interpretation, type PlannedRequest } from '../planned-request.ts';
import { jsonOf, unreadable } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';

const names = z.array(z.string()).nullish();
const answer = z.object({
  successCount: z.number(),
  failCount: z.number(),
  invalidEmails: names,
  invalidUserIds: names,
  failedUpdates: z.record(z.string(), names).nullish(),
});

const refusal = z.object({ code: z.string() });

/** HTTP 200 with failures is normal: they come by value, in lists that name what is wrong. */
export function interpretMembers(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
  step: string,
): Interpretation {
  const fault = faultOf(response, now, step);
  if (fault) return { fault };
  const read = jsonOf(answer, response.body);
  if (read === undefined) return unreadable('Iterable', response);
  const lists = Object.entries({
    invalidEmails: read.invalidEmails,
    invalidUserIds: read.invalidUserIds,
    ...read.failedUpdates,
  });
  const named = (fits: (list: string) => boolean, fold: (value: string) => string) =>
    new Map(
      lists.flatMap(([list, values]) =>
        fits(list) ? (values ?? []).map((value) => [fold(value), list]) : [],
      ),
    );
  const exact = named(
    () => true,
    (value) => value,
  );
  // Emails come back in the case in which somebody once sent them.
  const folded = named(
    (list) => list.endsWith('Emails'),
    (value) => value.toLowerCase(),
  );
  const outcomes = new Map<string, Outcome>();
  const unnamed: Operation[] = [];
  for (const operation of planned.operations) {
    const list = exact.get(operation.address) ?? folded.get(operation.address);
    if (list === undefined) unnamed.push(operation);
    else outcomes.set(operation.id, failure(operation, list));
  }
  // Who is not named succeeded only if the numbers say that nobody else failed.
  const counted = read.failCount <= outcomes.size && read.successCount >= unnamed.length;
  if (counted) for (const { id } of unnamed) outcomes.set(id, APPLIED);
  return { outcomes };
}

function failure({ kind }: Operation, list: string): Outcome {
  const removing = kind === 'remove';
  if (/^forgotten/.test(list)) {
    return removing
      ? NO_OP
      : rejected('forgotten', 'asked Iterable to be forgotten, which takes them no more');
  }
  if (/^notFound/.test(list)) {
    return removing
      ? NO_OP
      : unresolved('not-found', 'Iterable does not know them, and `createUsers` is off');
  }
  if (/^invalidData/.test(list)) {
    return rejected(
      'invalid-data',
      'Iterable refuses a value: a field cannot change its type; map another field',
    );
  }
  if (/^invalid/.test(list)) {
    return removing ? NO_OP : rejected('invalid-identity', 'Iterable holds the email or user id for invalid');
  }
  if (/^conflict/.test(list)) {
    return rejected('conflict', 'email and user id belong to two people at Iterable: merge them there');
  }
  return rejected('refused', `Iterable lists them under ${list}`);
}

function faultOf(response: VendorResponse, now: Instant, step: string): Fault | undefined {
  const fault = classifyResponse(response, now);
  if (fault === undefined) return undefined;
  const { message } = fault;
  if (response.body.includes('error.lists.invalidListId')) return { kind: 'audience-gone', message };
  switch (jsonOf(refusal, response.body)?.code) {
    case 'BadApiKey':
    case 'BadAuthorizationHeader':
    case 'Forbidden':
    case 'Unauthorized':
      return { kind: 'credentials', message };
    case 'RateLimitExceeded':
      return fault.kind === 'limited' ? fault : { kind: 'limited', afterMs: undefined, message };
    case 'BatchTooLarge':
      return { kind: 'refused', reason: 'too-large', message };
    case 'DatabaseError':
    case 'GenericError':
      return { kind: 'unavailable', afterMs: undefined, message };
    case 'UnknownEmailError':
    case 'UnknownUserIdError':
      return { kind: 'refused', reason: 'not-found', message };
    default:
      // An event is on no list: what is not there is the address that it was sent to.
      return step === EVENT_STEP ? withoutAudience(fault) : fault;
  }
}
