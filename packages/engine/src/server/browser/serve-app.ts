import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { AppFiles } from './app-files.ts';
import { freshNonce, NONCE_PLACEHOLDER, pageHeaders } from './content-security-policy.ts';
import { sendPlainPage } from './plain-page.ts';

/** Names in /assets carry a hash of what is in them, so what was fetched once is good for good. */
const FOR_GOOD = { immutable: true, maxAge: '365d', index: false } as const;
/** Other files may change under their name: asked for each time, and answered 304 while they are the same. */
const ASKED_EACH_TIME = { maxAge: 0, index: false } as const;
const FILE_HEADERS = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };
const ASSETS = '/assets';
/** What programs talk to: a wrong path below them is told to a program, not shown as a page. */
const NO_PAGES = /^\/(api|metrics|health|assets|2|v1|batch|identify|open)(\/|$)/;

export interface ServedApp {
  /**
   * Answers what no route did, when the app does: a file beside index.html, or a navigation, whose page the app finds by its path. False
   * when the app has no answer.
   */
  answer(request: FastifyRequest, reply: FastifyReply): Promise<boolean>;
}

/** Serves the browser app: its files, and index.html for every page of it. */
export function serveApp(server: FastifyInstance, files: AppFiles): ServedApp {
  server.register(fastifyStatic, { serve: false, preCompressed: true });
  server.get('/', { schema: { hide: true } }, (_, reply) => sendIndex(reply, files));
  server.get<{ Params: { '*': string } }>(`${ASSETS}/*`, { schema: { hide: true } }, (request, reply) =>
    reply
      .headers({ ...FILE_HEADERS, vary: 'accept-encoding' })
      .sendFile(request.params['*'], join(files.folder, ASSETS), FOR_GOOD),
  );
  return {
    async answer(request, reply) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const path = request.url.split('?', 1)[0] ?? '';
      if (NO_PAGES.test(path)) return false;
      const name = path.slice(1);
      if (await files.has(name)) {
        reply.headers({ ...FILE_HEADERS, vary: 'accept-encoding' });
        reply.sendFile(name, files.folder, ASKED_EACH_TIME);
        return true;
      }
      if (!wantsPage(request)) return false;
      await sendIndex(reply, files);
      return true;
    },
  };
}

async function sendIndex(reply: FastifyReply, files: AppFiles): Promise<FastifyReply> {
  const index = await files.index();
  if (index === undefined) {
    return sendPlainPage(reply, 200, {
      title: 'The app is not built yet',
      text: 'This server answers, and its API and the command line work. To see the app here, build it where the server was installed, then load this page again.',
      commands: ['npm run build'],
    });
  }
  const nonce = freshNonce();
  return reply
    .headers(pageHeaders(nonce))
    .type('text/html; charset=utf-8')
    .send(index.replaceAll(NONCE_PLACEHOLDER, nonce));
}

/** Whether a person's browser is on its way to a page: programs that take anything are not meant. */
function wantsPage(request: FastifyRequest): boolean {
  const { accept } = request.headers;
  if (accept === undefined || !accept.includes('text/html')) return false;
  return new Negotiator({ headers: { accept } }).mediaTypes(['text/html']).length > 0;
}
