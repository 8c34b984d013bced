import { z } from 'zod';
import { readCanonicalEvent } from '../../ingest/canonical/read-event.ts';
import { recordRejected } from '../../ingest/rejected-events.ts';
import type { IncomingEvent } from '../../model/event.ts';
import { ProblemError, problemError } from '../../util/problem-error.ts';
import type { Problem } from '../../util/result.ts';
import type { Routes } from '../create-server.ts';

/** A batch of an import, at a few hundred bytes an event. */
const BODY_LIMIT = 32 * 1024 * 1024;
const MOST_EVENTS = 20_000;
const MOST_PROBLEMS = 20;

const refusal = z.strictObject({
  position: z.number().int().min(0),
  field: z.string().max(2_048),
  code: z.string().max(100),
  message: z.string().max(4_096),
  payload: z.unknown(),
});

/** Events in Cusp's own form, as `cusp import` sends them to a server: all of a request or nothing of it. */
export const importEventsRoutes: Routes = (server, { store, sink, metrics, clock }) => {
  server.post(
    '/api/v1/events',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary:
          'Stores events in Cusp’s own form; answered when they are durable. One that cannot be taken refuses all',
        body: z.strictObject({
          events: z
            .array(z.unknown())
            .max(MOST_EVENTS)
            .describe('name, time (ms), userId or deviceId, insertId, …'),
          refusals: z
            .array(refusal)
            .max(MOST_EVENTS)
            .default([])
            .describe('What the sender itself could not take, for the record that /api/v1/rejected shows'),
        }),
        response: {
          200: z.object({
            stored: z.number().int(),
            duplicates: z
              .array(z.number().int())
              .describe('Places in `events` of those that were stored before'),
            refused: z
              .array(z.number().int())
              .describe('Places of those that cannot be meant: see /api/v1/rejected'),
          }),
        },
      },
    },
    async (request) => {
      const received = clock();
      const events: IncomingEvent[] = [];
      const problems: Problem[] = [];
      for (const [i, raw] of request.body.events.entries()) {
        const before = problems.length;
        const event = readCanonicalEvent(raw, received, problems);
        if (event !== undefined) events.push(event);
        for (let at = before; at < problems.length; at += 1) {
          const problem = problems[at];
          if (problem !== undefined)
            problems[at] = { ...problem, path: `events.${i}.${problem.path}`.replace(/\.$/, '') };
        }
        if (problems.length >= MOST_PROBLEMS) break;
      }
      if (problems.length > 0) throw new ProblemError(400, problems.slice(0, MOST_PROBLEMS));
      const { refusals } = request.body;
      if (events.length === 0 && refusals.length === 0)
        throw problemError(400, 'missing-field', 'there is no event in it: send some', 'events');
      const fates = await sink.accept(request.project, events, received);
      await recordRejected(store, request.project.id, 'import', received, refusals);
      metrics.countEvents(request.project.id, 'refused', refusals.length);
      const places = (wanted: string): number[] => fates.flatMap((fate, i) => (fate === wanted ? [i] : []));
      const [duplicates, refused] = [places('duplicate'), places('refused')];
      return { stored: fates.length - duplicates.length - refused.length, duplicates, refused };
    },
  );
};
