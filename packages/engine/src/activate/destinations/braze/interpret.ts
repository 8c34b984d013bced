import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import type { Operation } from '../operation.ts';
import { ACCEPTED, type Outcome, rejected } from '../outcome.ts';
import { EVENT_STEP, type Interpretation, type PlannedRequest } from '../planned-request.ts';
import { jsonOf } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { brazeFault } from './faults.ts';

const answer = z.object({
  message: z.string(),
  attributes_processed: z.number().optional(),
  events_processed: z.number().optional(),
  errors: z.array(z.unknown()).nullish(),
});

const indexed = z.object({
  type: z.string(),
  input_array: z.enum(['attributes', 'events']),
  index: z.int().min(0),
});

/**
 * What is taken is queued over there, so the best that can be said is `accepted`. Single people are refused within a success, by their
 * place in their array; an error without a place may be anybody's.
 */
export function interpretMembers(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
  step: string,
): Interpretation {
  const fault = brazeFault(response, planned.request.url, now);
  if (fault) return { fault };
  const read = jsonOf(answer, response.body);
  // In maintenance Braze answers 202 with `queued`.
  const taken = read !== undefined && ['success', 'queued'].includes(read.message.toLowerCase());
  // Of the import for partners no more than the status is documented; a page is of something in between.
  if (planned.quota === 'cohorts' && (taken || (read === undefined && !/^\s*</.test(response.body)))) {
    return { outcomes: all(planned.operations, ACCEPTED) };
  }
  if (!taken) {
    const message = `the answer is no success of Braze's: ${response.body.slice(0, 200)}`;
    return { fault: { kind: 'unavailable', afterMs: undefined, message } };
  }
  return { outcomes: told(planned, read, step === EVENT_STEP ? 'events' : 'attributes') };
}

function told(
  { operations, request }: PlannedRequest,
  read: z.infer<typeof answer>,
  array: 'attributes' | 'events',
): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const anybodys: string[] = [];
  for (const error of read.errors ?? []) {
    const { data } = indexed.safeParse(error);
    const operation = data?.input_array === array ? operations[data.index] : undefined;
    if (data && operation) outcomes.set(operation.id, refusal(data.type));
    else anybodys.push(typeof error === 'string' ? error : JSON.stringify(error));
  }
  const rest = operations.filter(({ id }) => !outcomes.has(id));
  if (anybodys.length > 0) {
    const message = `Braze finds fault and does not say with whom: ${anybodys.join('; ').slice(0, 200)}`;
    for (const { id } of rest) outcomes.set(id, { kind: 'retry', reason: 'not-mentioned', message });
    return outcomes;
  }
  // Whether people whom Braze does not know are counted, where they are not to be made known, is not documented.
  const sent = z
    .record(z.string(), z.array(z.object({ _update_existing_only: z.boolean() })))
    .parse(JSON.parse(request.body ?? '{}'))[array];
  const counted = operations.filter(
    ({ id }, index) => !outcomes.has(id) && sent?.[index]?._update_existing_only === false,
  ).length;
  const processed = array === 'events' ? read.events_processed : read.attributes_processed;
  if (processed === undefined || processed >= counted) for (const { id } of rest) outcomes.set(id, ACCEPTED);
  return outcomes;
}

/** The types are words or sentences, and not stable. */
function refusal(type: string): Outcome {
  if (/blacklisted|blocked/i.test(type)) {
    return rejected('blocked', `Braze has blocked this external id (${type})`);
  }
  if (/too.large|too.long/i.test(type)) return rejected('too-large', `Braze finds it too large: ${type}`);
  if (/external.?(user.?)?id|email|identifier/i.test(type)) {
    return rejected('invalid-identity', `Braze does not take the email or external id: ${type}`);
  }
  return rejected('invalid-data', `Braze refuses a value: ${type}`);
}

function all(operations: readonly Operation[], outcome: Outcome): Map<string, Outcome> {
  return new Map(operations.map(({ id }) => [id, outcome]));
}
