import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recentEvents } from '../../analyse/catalogue/recent-events.ts';
import { identityOf } from '../../analyse/lookup/identity.ts';
import type { StoredEvent } from '../../model/event.ts';
import { DEVICE_PREFIX } from '../../store/clickhouse/unit-ids.ts';
import { problemError } from '../../util/problem-error.ts';
import { analysisContext } from '../analysis-context.ts';
import { clientGone } from '../client-gone.ts';
import type { Routes } from '../create-server.ts';
import { EventStream } from '../event-stream.ts';
import { SHOWN_CHARACTERS, showEvent, shownEvent } from '../shown-event.ts';
import { assertRoom } from '../stream-request.ts';
import { SHOWN_A_SECOND, TailWindow } from '../tail-window.ts';

const MOST_TAILS = 100;
/** How long it may take until a client hears what was left out. */
const TOLD_MS = 1_000;

const name = z.string().min(1).max(1_024);
const filters = {
  name: z
    .union([name, z.array(name).max(100)])
    .optional()
    .describe('Only events of this name; may be given several times'),
  user: z
    .string()
    .min(1)
    .max(1_100)
    .optional()
    .describe('Only of this user id, with its devices, or of `device:` and device id'),
};
type Filters = { readonly name?: string | readonly string[] | undefined; readonly user?: string | undefined };

/** Events as they come in, for people who look whether theirs do. Records such as `$identify` are among them. */
export const eventTailRoutes: Routes = (server, dependencies) => {
  const { tail } = dependencies;
  const open = new Set<() => void>();
  server.addHook('preClose', (done) => {
    for (const end of open) end();
    done();
  });

  server.get(
    '/api/v1/events/recent',
    {
      schema: {
        summary: 'The events that came in last, the newest first',
        querystring: z.strictObject({
          ...filters,
          limit: z.coerce.number().int().min(1).max(500).default(50),
          before: z.coerce
            .number()
            .int()
            .min(0)
            .optional()
            .describe('`seq` of the last one of the page before'),
        }),
        response: { 200: z.object({ events: z.array(shownEvent).readonly() }) },
      },
    },
    async (request, reply) => {
      const { limit, before, user } = request.query;
      const context = await analysisContext(dependencies, request.project, clientGone(request, reply));
      const keys = user === undefined ? undefined : await keysOf(user, request.project);
      const found = await recentEvents(context, { names: namesOf(request.query), keys, before, limit });
      return { events: found.map(showEvent) };
    },
  );

  server.get(
    '/api/v1/events/tail',
    {
      schema: {
        summary: 'Events as they are stored, as server-sent events',
        description: `\`open\` first; \`event\` for each, with its \`seq\` as id; \`left-out\` once a second when not all are shown. At most ${SHOWN_A_SECOND} are shown in a second, evenly over it: the others are \`rate\`. A reader that falls behind loses events, told as \`slow\`. Of its properties each event has up to ${SHOWN_CHARACTERS} characters. What came before is at /api/v1/events/recent.`,
        querystring: z.strictObject(filters),
        response: { 200: z.string().describe('text/event-stream') },
      },
    },
    async (request, reply) => {
      if (tail === undefined) {
        throw problemError(
          409,
          'not-live',
          'nothing can be watched: no server takes events in here. Those that are stored are at /api/v1/events/recent',
        );
      }
      assertRoom(open, MOST_TAILS);
      const matches = await matcher(request.query, request.project);
      await follow(request, reply, matches, tail);
      return reply as never;
    },
  );

  async function follow(
    { project, log }: FastifyRequest,
    reply: FastifyReply,
    matches: (event: StoredEvent) => boolean,
    events: NonNullable<typeof tail>,
  ): Promise<void> {
    const window = new TailWindow(performance.now());
    const over = new AbortController();
    let wake: () => void = () => undefined;
    const stream = new EventStream(reply);
    const stop = events.listen(project.id, (event) => {
      if (matches(event) && window.hear(event, performance.now())) wake();
    });
    const end = (): void => {
      over.abort();
      stop();
      stream.end();
      wake();
    };
    open.add(end);
    reply.raw.once('close', end);
    try {
      await stream.send('open', { eventsASecond: SHOWN_A_SECOND, propertyCharacters: SHOWN_CHARACTERS });
      while (!over.signal.aborted && !stream.isOver) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const { events: heard, missed } = window.take(performance.now());
        if (heard.length > 0) await stream.sendAll('event', heard.map(showEvent), ({ seq }) => seq);
        if (missed !== undefined) await stream.send('left-out', missed);
        if (heard.length > 0 || missed !== undefined) continue;
        const waiting = new AbortController();
        await Promise.race([
          woken,
          sleep(TOLD_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
        ]);
        waiting.abort();
      }
    } catch (error) {
      log.error({ err: error }, 'a live tail broke off');
    } finally {
      open.delete(end);
      end();
    }
  }

  async function keysOf(id: string, project: FastifyRequest['project']): Promise<readonly string[]> {
    const context = await analysisContext(dependencies, project);
    return (await identityOf({ unit: 'user', id }, context))?.keys ?? [];
  }

  /** Whoever has not been seen yet is known by what the event says: that is whom one waits for most. */
  async function matcher(asked: Filters, project: FastifyRequest['project']) {
    const names = new Set(namesOf(asked));
    const { user } = asked;
    const keys = new Set(user === undefined ? [] : await keysOf(user, project));
    const device = user?.startsWith(DEVICE_PREFIX) ? user.slice(DEVICE_PREFIX.length) : undefined;
    const isOf = (event: StoredEvent): boolean =>
      user === undefined ||
      event.userId === user ||
      (device !== undefined && event.deviceId === device) ||
      keys.has(event.user);
    return (event: StoredEvent): boolean => (names.size === 0 || names.has(event.name)) && isOf(event);
  }
};

function namesOf({ name: asked }: Filters): readonly string[] {
  if (asked === undefined) return [];
  return typeof asked === 'string' ? [asked] : asked;
}
