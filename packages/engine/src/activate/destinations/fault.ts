import type { Instant } from '../../model/time.ts';

/**
 * What is wrong with a whole request, by what is to be done about it.
 *
 * - `limited`: too fast; wait `afterMs`, or back off when nobody says how long.
 * - `daily-limit`: the day's allowance is used up; the destination rests until `until`.
 * - `unavailable`: no answer, a timeout or a failure over there. The request may have been applied.
 * - `credentials`: the key is wrong, expired or may not do this; a person must act.
 * - `misconfigured`: the wrong region, a redirect, something that is not the service; a person must act.
 * - `audience-gone`: somebody removed the audience; it is made anew.
 * - `refused`: the request as it is; halves of it are tried until the operation at fault stands alone.
 */
export type Fault =
  | { readonly kind: 'limited'; readonly afterMs: number | undefined; readonly message: string }
  | { readonly kind: 'daily-limit'; readonly until: Instant | undefined; readonly message: string }
  | { readonly kind: 'unavailable'; readonly afterMs: number | undefined; readonly message: string }
  | { readonly kind: 'credentials'; readonly message: string }
  | { readonly kind: 'misconfigured'; readonly message: string }
  | { readonly kind: 'audience-gone'; readonly message: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly message: string };

/** Where nothing could be made anew, a 404 or 410 takes a person. */
export function withoutAudience(fault: Fault): Fault {
  return fault.kind === 'audience-gone' ? { kind: 'misconfigured', message: fault.message } : fault;
}

/** A fault on its way to whoever decides how long to rest. The message is free of secrets. */
export class DestinationFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(fault.message, options);
    this.name = 'DestinationFault';
    this.fault = fault;
  }
}

/** What a person must put right, such as a setting. The message says which. */
export function misconfigured(message: string): DestinationFault {
  return new DestinationFault({ kind: 'misconfigured', message });
}
