import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import { ACCEPTED, type Outcome, rejected } from '../outcome.ts';
import type { Interpretation, PlannedRequest } from '../planned-request.ts';
import { jsonOf, unreadable } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';
import { customerioFault } from './faults.ts';

const answer = z.object({ errors: z.array(z.unknown()).nullish() });
const indexed = z.object({
  batch_index: z.int().min(0),
  reason: z.string().nullish(),
  field: z.string().nullish(),
  message: z.string().nullish(),
});

/**
 * What is taken is done later, so the best that can be said is `accepted`. A batch of people or events answers 207 with those that are refused,
 * by their place. Of a segment's ids nothing is said: those that are not known are ignored, and only reading back tells.
 */
export function interpretMembers(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
): Interpretation {
  const { operations, request } = planned;
  const fault = customerioFault(response, request.url, now);
  if (fault) return { fault };
  // An answer without a body is one without errors.
  const read = response.body.trim() === '' ? {} : jsonOf(answer, response.body);
  if (read === undefined) return unreadable('Customer.io', response);
  const outcomes = new Map<string, Outcome>();
  let anybodys = response.status === 207 && !read.errors;
  for (const error of read.errors ?? []) {
    const { data } = indexed.safeParse(error);
    const operation = data && operations[data.batch_index];
    if (operation) outcomes.set(operation.id, refusal(data));
    else anybodys = true;
  }
  // With an error that has no place, whoever is not named may be the one.
  if (anybodys) return { outcomes };
  for (const { id } of operations) if (!outcomes.has(id)) outcomes.set(id, ACCEPTED);
  return { outcomes };
}

function refusal({ reason, field, message }: z.infer<typeof indexed>): Outcome {
  const said = [field, message ?? reason].filter((each) => each).join(': ');
  return /identifiers|^(id|email|cio_id)$/.test(field ?? '')
    ? rejected('invalid-identity', `Customer.io does not take what it should know them by (${said})`)
    : rejected('invalid-data', `Customer.io refuses a value (${said})`);
}
