import type { FastifyRequest } from 'fastify';
import { problemError } from '../../util/problem-error.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses (403) a request that a page of another site made a browser send with its cookie. Browsers say where a request comes from
 * in Sec-Fetch-Site, older ones in Origin, and no script can set either; what only reads is let through when neither is there.
 */
export function requireSameOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  const site = request.headers['sec-fetch-site'];
  const safe = SAFE.has(request.method);
  if (site === 'same-origin' || (site === 'none' && safe)) return;
  if (site === undefined) {
    const { origin } = request.headers;
    if (origin === undefined ? safe : isOwn(origin, request.headers.host, publicOrigin)) return;
  }
  throw problemError(
    403,
    'other-site',
    'a page of another site made this request: use Cusp’s own pages, or send a secret key as a bearer token',
    site === undefined ? 'origin' : 'sec-fetch-site',
  );
}

/** A server that knows its public address takes that alone; else the page must come from where the request goes. */
function isOwn(origin: string, host: string | undefined, publicOrigin: string | undefined): boolean {
  if (publicOrigin !== undefined && origin === publicOrigin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
