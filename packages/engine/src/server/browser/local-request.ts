import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../config.ts';

/**
 * Whether a request was made on this machine and meant for it: its socket comes from the loopback, its Host header is a name of the
 * loopback, and no proxy handed it on. The Host header matters because a page elsewhere can give its own name the address 127.0.0.1.
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return isLoopback(plainAddress(socket.remoteAddress ?? '')) && isLoopback(hostname(headers.host ?? ''));
}

/** IPv4 as sockets for both versions tell it. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/i, '');
}

/** The name in a Host header, without its port; empty when it is none. */
function hostname(host: string): string {
  const url = `http://${host}`;
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(url)) return '';
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}
