import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import { type Fault, withoutAudience } from '../fault.ts';
import { APPLIED, type Outcome } from '../outcome.ts';
import type { Interpretation, PlannedRequest } from '../planned-request.ts';
import type { VendorResponse } from '../vendor-request.ts';

/** A file is there with all of its rows, or it is not. There is no audience that could be gone: a place that is away takes a person. */
export function fileTaken(
  planned: PlannedRequest,
  response: VendorResponse,
  now: Instant,
  said: (response: VendorResponse, fault: Fault) => Fault = (_, fault) => fault,
): Interpretation {
  const fault = classifyResponse(response, now);
  if (fault === undefined) {
    return { outcomes: new Map(planned.operations.map(({ id }): [string, Outcome] => [id, APPLIED])) };
  }
  return { fault: withoutAudience(said(response, fault)) };
}
