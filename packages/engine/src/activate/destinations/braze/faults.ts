import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import type { Fault } from '../fault.ts';
import type { VendorResponse } from '../vendor-request.ts';

/** What an answer to a request to this URL means for the whole of it; undefined for 2xx. */
export function brazeFault(response: VendorResponse, url: string, now: Instant): Fault | undefined {
  const after = response.headers['retry-after'];
  // Every answer tells when the window of the limit ends, which may be an hour away and is no reason to rest after a failure over there.
  const headers =
    response.status < 500 ? response.headers : after === undefined ? {} : { 'retry-after': after };
  const fault = classifyResponse({ ...response, headers }, now);
  return fault && inWords(fault, url);
}

/** A fault that names the settings to look at. */
export function inWords(fault: Fault, url: string): Fault {
  const { host, pathname } = new URL(url);
  switch (fault.kind) {
    case 'credentials': {
      const look = pathname.startsWith('/partners/')
        ? 'check `partner`, `partnerApiKey` and `clientSecret`, and that Braze has enabled the partner'
        : `check \`apiKey\`, that it has the permission ${permission(pathname)}, and that \`host\` is its workspace's`;
      return { kind: 'credentials', message: `${host} does not let the key in: ${look} (${fault.message})` };
    }
    // There is no audience that could be gone: it is the address.
    case 'audience-gone':
      return {
        kind: 'misconfigured',
        message: `${host} has no ${pathname}: check \`host\` and \`endpoint\` (${fault.message})`,
      };
    default:
      return fault;
  }
}

function permission(path: string): string {
  return path.endsWith('/bulk') ? 'users.track.bulk' : 'users.track';
}
