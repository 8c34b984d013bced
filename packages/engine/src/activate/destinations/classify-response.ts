import type { Instant } from '../../model/time.ts';
import type { Fault } from './fault.ts';
import { retryAfterMs } from './retry-after.ts';
import type { VendorResponse } from './vendor-request.ts';

const SHOWN_BODY = 200;

/**
 * What an HTTP answer means for the whole request when a destination knows no better; undefined for 2xx. A redirect is a fault:
 * following it would send people to another host, and turns a POST into a GET.
 */
export function classifyResponse(response: VendorResponse, now: Instant): Fault | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const message = `the destination answered ${status}${said(response)}`;
  const afterMs = retryAfterMs(response.headers, now);
  if (status >= 300 && status < 400) {
    const to = response.headers.location;
    const host = to !== undefined && URL.canParse(to) ? ` to ${new URL(to).host}` : '';
    return { kind: 'misconfigured', message: `the destination redirects${host}: is the region right?` };
  }
  switch (status) {
    case 401:
    case 403:
      return { kind: 'credentials', message };
    case 404:
    case 410:
      return { kind: 'audience-gone', message };
    case 408:
    case 423:
    case 425:
    case 429:
      return { kind: 'limited', afterMs, message };
    case 413:
      return { kind: 'refused', reason: 'too-large', message };
    case 405:
    case 501:
      return { kind: 'misconfigured', message };
    default:
      if (status >= 500) return { kind: 'unavailable', afterMs, message };
      return { kind: 'refused', reason: 'refused', message };
  }
}

function said({ body }: VendorResponse): string {
  const text = body.replaceAll(/\s+/g, ' ').trim();
  return text === '' ? '' : `: ${text.slice(0, SHOWN_BODY)}`;
}
