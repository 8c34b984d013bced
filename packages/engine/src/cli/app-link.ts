import { isLoopback } from '../config.ts';
import type { Engine } from './engine-client.ts';

export interface AppLink {
  /** To open in a browser on this machine, once. */
  readonly url: string;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** Asks a running server for a link that signs a browser on this machine in. Throws a ProblemError when the engine is not its operator's. */
export async function makeAppLink(engine: Engine, serverUrl: string): Promise<AppLink> {
  const { path, expiresAt } = await engine.request<{ path: string; expiresAt: number }>(
    'POST',
    '/api/v1/session/links',
  );
  return { url: new URL(path, onLoopback(serverUrl)).href, expiresAt };
}

/** A server that listens everywhere listens on the loopback too, and only there does a link work. */
function onLoopback(serverUrl: string): URL {
  const url = new URL(serverUrl);
  if (!isLoopback(url.hostname.replace(/^\[|\]$/g, ''))) url.hostname = '127.0.0.1';
  return url;
}
