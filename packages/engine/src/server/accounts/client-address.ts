import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/**
 * The address that a request comes from. A server that was told its public address stands behind a proxy: then it is what the proxy
 * nearest to it saw, if the request comes from a private address; what stood in the header before that, anybody may have written.
 */
export function clientAddress(request: FastifyRequest, behindProxy: boolean): string {
  const near = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (!behindProxy || forwarded === undefined || !isNear(near)) return near;
  const seen = String(forwarded).split(',').at(-1)?.trim() ?? '';
  return ipaddr.isValid(seen) ? seen : near;
}

function isNear(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() !== 'unicast';
}
