import type { FastifyInstance } from 'fastify';

interface Entry {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Knows which methods each path answers to, so that a wrong method is told apart from a wrong path. */
export class MethodTable {
  readonly #entries: Entry[] = [];

  /** Must be called before any route is added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', (route) => {
      const methods = Array.isArray(route.method) ? route.method : [route.method];
      this.#entries.push({ pattern: pathPattern(route.url), methods });
    });
  }

  /** The methods of the routes that match the path; empty when none does. */
  allowed(path: string): readonly string[] {
    const found = this.#entries.filter((entry) => entry.pattern.test(path));
    return [...new Set(found.flatMap((entry) => entry.methods))].sort();
  }
}

function pathPattern(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    if (part === '*') return '.*';
    return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
