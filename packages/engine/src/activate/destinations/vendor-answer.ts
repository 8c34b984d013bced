import type { z } from 'zod';
import { type DestinationFault, type Fault, misconfigured } from './fault.ts';
import type { VendorResponse } from './vendor-request.ts';

const SHOWN_BODY = 200;

/** Undefined when a text is not JSON of this form. */
export function jsonOf<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    const read = schema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a vendor of this name answered to a request outside of a batch. Throws a DestinationFault (`misconfigured`) when it is no success, or
 * not of the form that the vendor answers in.
 */
export function answerOf<T>(vendor: string, schema: z.ZodType<T>, response: VendorResponse): T {
  const { status, body } = response;
  const read = status >= 200 && status < 300 ? jsonOf(schema, body) : undefined;
  if (read === undefined) throw notTheAnswer(vendor, response);
  return read;
}

export function notTheAnswer(vendor: string, { status, body }: VendorResponse): DestinationFault {
  return misconfigured(`the answer is not ${vendor}'s (${status}): ${body.slice(0, SHOWN_BODY)}`);
}

/** The same of a request of a batch, which may have been carried out: it is tried again. */
export function unreadable(vendor: string, { body }: VendorResponse): { readonly fault: Fault } {
  const message = `the answer is not ${vendor}'s: ${body.slice(0, SHOWN_BODY)}`;
  return { fault: { kind: 'unavailable', afterMs: undefined, message } };
}
