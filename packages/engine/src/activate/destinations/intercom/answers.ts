import { z } from 'zod';
import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import type { Fault } from '../fault.ts';
import { answerOf, jsonOf } from '../vendor-answer.ts';
import type { VendorResponse } from '../vendor-request.ts';

const errorList = z.object({
  errors: z.array(z.object({ code: z.string().nullish(), message: z.string().nullish() })),
});

/** What Intercom says is wrong, in its words; empty when it is not Intercom that speaks. */
export function saidOf({ body }: VendorResponse): string {
  const [first] = jsonOf(errorList, body)?.errors ?? [];
  return first?.message ?? first?.code ?? '';
}

/** What an answer means for its whole request; undefined for 2xx. A limit tells the instant at which its ten seconds are over. */
export function intercomFault(response: VendorResponse, now: Instant): Fault | undefined {
  const fault = classifyResponse(response, now);
  if (fault === undefined) return undefined;
  const { message } = fault;
  if (response.status === 401) {
    return {
      kind: 'credentials',
      message: `Intercom does not know the token in this region: correct \`accessToken\` or \`region\` (${message})`,
    };
  }
  if (fault.kind === 'refused' && /custom attribute .*does not exist/i.test(response.body)) {
    return {
      kind: 'misconfigured',
      message: `Intercom has no such attribute: make it there for people, or map another (${saidOf(response)})`,
    };
  }
  return fault;
}

/** Is it the contact that is not there, and not the tag? */
export function contactIsGone(response: VendorResponse): boolean {
  if (response.status === 410) return true;
  return response.status === 404 && /\b(contact|user|lead)\b/i.test(saidOf(response));
}

/** The answer to a request outside of a batch. Throws a DestinationFault when it is not what Intercom answers. */
export function readIntercom<T>(schema: z.ZodType<T>, response: VendorResponse): T {
  return answerOf('Intercom', schema, response);
}
