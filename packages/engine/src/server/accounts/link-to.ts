import type { FastifyRequest } from 'fastify';

/** The address of a page of the app that is told a secret: after `#`, so that it comes into no log. */
export function linkTo(
  request: FastifyRequest,
  publicOrigin: string | undefined,
  page: '/join' | '/reset',
  secret: string,
): { readonly path: string; readonly url: string } {
  const path = `${page}#${secret}`;
  return { path, url: `${publicOrigin ?? `http://${request.headers.host ?? '127.0.0.1'}`}${path}` };
}
