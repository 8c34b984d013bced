import type { Instant } from '../../../model/time.ts';
import { classifyResponse } from '../classify-response.ts';
import type { Fault } from '../fault.ts';
import type { VendorResponse } from '../vendor-request.ts';

/** What an answer to a request to this URL means for the whole of it; undefined for 2xx. */
export function customerioFault(response: VendorResponse, url: string, now: Instant): Fault | undefined {
  const fault = classifyResponse(response, now);
  return fault && inWords(fault, url, response.body);
}

/** A fault that names the settings to look at. */
export function inWords(fault: Fault, url: string, body = ''): Fault {
  const { host, pathname } = new URL(url);
  const ofSegment = pathname.includes('/segments/');
  switch (fault.kind) {
    case 'credentials': {
      // The App API's paths begin with its version, the Track API's with /api.
      const keys = isTrack(pathname) ? '`siteId`, `trackApiKey`' : '`appApiKey`';
      const message = `${host} does not let the key in: check ${keys} and \`region\` (${fault.message})`;
      return { kind: 'credentials', message };
    }
    case 'misconfigured':
      if (!fault.message.includes('redirects')) return fault;
      return {
        kind: 'misconfigured',
        message: `the workspace is in the other region: set \`region\` to ${host.includes('-eu.') ? 'us' : 'eu'} (${fault.message})`,
      };
    case 'audience-gone':
      if (ofSegment) return fault;
      return { kind: 'misconfigured', message: `${host} has no ${pathname} (${fault.message})` };
    // How the Track API says that a segment is not there, or is no manual one, is not documented.
    case 'refused':
      return ofSegment && /segment/i.test(body) ? { kind: 'audience-gone', message: fault.message } : fault;
    default:
      return fault;
  }
}

function isTrack(path: string): boolean {
  return /\/api\/v[12]\//.test(path);
}
