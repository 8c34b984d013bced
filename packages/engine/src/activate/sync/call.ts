import { classifyResponse } from '../destinations/classify-response.ts';
import { DestinationFault } from '../destinations/fault.ts';
import type { Call, VendorResponse } from '../destinations/vendor-request.ts';
import { type Exchanged, exchange, type Line } from './exchange.ts';

/**
 * One request outside of a batch: `ensureAudience`, `verify` and `readBack` use it. An answer of 2xx, 400, 404, 409 and 422 comes back for
 * the destination to judge; anything else is thrown as a DestinationFault once the tries are used up.
 */
export function callOver(line: Line): Call {
  return async (request, quota, timeoutMs) => {
    const judge = (response: VendorResponse): Exchanged<VendorResponse> => {
      const fault = (line.destination.classify ?? classifyResponse)(response, line.pace.clock());
      const leftToCaller = fault === undefined || [400, 404, 409, 422].includes(response.status);
      return leftToCaller ? { value: response } : { fault };
    };
    const done = await exchange(line, request, quota, judge, timeoutMs);
    if ('fault' in done) throw new DestinationFault(done.fault);
    return done.value;
  };
}
