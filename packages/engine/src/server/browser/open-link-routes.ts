import { z } from 'zod';
import type { ApiServer } from '../create-server.ts';
import type { Doors } from '../doors.ts';
import { isLocalRequest } from './local-request.ts';
import { LINK_MINUTES, type LinkState } from './one-time-links.ts';
import { type PlainPage, sendPlainPage } from './plain-page.ts';

/** GET /open: where a one-time link leads. It signs the browser in and goes on to the app. */
export function openLinkRoutes(server: ApiServer, { links, local }: Doors): void {
  server.get(
    '/open',
    {
      schema: { hide: true, querystring: z.object({ token: z.string().max(200).default('') }) },
      // Whoever only looks at what a link leads to must not use it up.
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      if (!isLocalRequest(request)) return sendPlainPage(reply, 403, NOT_LOCAL);
      if (String(request.headers['sec-purpose'] ?? '').includes('prefetch')) return reply.code(503).send();
      const state = links.take(request.query.token);
      const goOn = reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      if (state === 'good') {
        return goOn.header('set-cookie', await local.begin(request)).redirect('/', 303);
      }
      if ((await local.of(request)) !== undefined) return goOn.redirect('/', 303);
      return sendPlainPage(reply, state === 'unknown' ? 404 : 410, STALE[state]);
    },
  );
}

const COMMANDS = ['npx cusp open', 'npx cusp --data .cusp/demo open   # of the demo'];
const TO_APP = { href: '/', text: 'Go to the app' };

const STALE: Readonly<Record<Exclude<LinkState, 'good'>, PlainPage>> = {
  used: {
    title: 'This link was used already',
    text: 'Each link signs one browser in, once. Print a fresh one where the server runs:',
    commands: COMMANDS,
    link: TO_APP,
  },
  expired: {
    title: 'This link has expired',
    text: `A link waits ${LINK_MINUTES} minutes to be opened. Print a fresh one where the server runs:`,
    commands: COMMANDS,
    link: TO_APP,
  },
  unknown: {
    title: 'This link is not known here',
    text: 'It was cut short, or the server was started again since it was printed. Print a fresh one where the server runs:',
    commands: COMMANDS,
    link: TO_APP,
  },
};

const NOT_LOCAL: PlainPage = {
  title: 'This link works on the server’s own machine only',
  text: 'It lets a browser in at an address such as http://127.0.0.1, with no proxy between. From elsewhere people sign in with an account; an owner is invited where the server runs:',
  commands: ['npx cusp team invite you@example.com'],
  link: TO_APP,
};
