import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemError } from '../util/problem-error.ts';
import { preferredType } from './preferred-type.ts';

const EVENT_STREAM = 'text/event-stream';
const MAX_STREAMS = 500;

export const ordinal = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What a query says to have a stream where pages are the other form. */
export const streamQuery = {
  stream: z.enum(['1', 'true']).optional().describe('A stream, as with `Accept: text/event-stream`'),
  after: ordinal
    .optional()
    .describe('Of streams: goes on after this ordinal, as `Last-Event-ID` does; from now on when left out'),
};

export function wantsStream({
  query,
  headers,
}: {
  readonly query: { readonly stream?: string | undefined };
  readonly headers: FastifyRequest['headers'];
}): boolean {
  return (
    query.stream !== undefined ||
    preferredType(headers.accept, ['application/json', EVENT_STREAM]) === EVENT_STREAM
  );
}

/** Where a client that comes back wants to go on; undefined when it does not say. Throws a ProblemError (400) for anything else. */
export function lastEventId({ headers }: Pick<FastifyRequest, 'headers'>): number | undefined {
  const said = headers['last-event-id'];
  if (said === undefined || said === '') return undefined;
  const read = ordinal.safeParse(said);
  if (read.success) return read.data;
  throw problemError(
    400,
    'bad-event-id',
    'is not an id that a stream gave: pass on what it said',
    'last-event-id',
  );
}

/** Throws a ProblemError (429) when as many streams are open as may be. */
export function assertRoom(open: ReadonlySet<unknown>, most = MAX_STREAMS): void {
  if (open.size < most) return;
  throw problemError(429, 'too-many-streams', `${most} streams are open: close some, or try again later`);
}

/** Of fields that belong to pages: throws a ProblemError (400) at the first that a stream was asked with. */
export function assertNoPages(asked: Readonly<Record<string, unknown>>, fields: readonly string[]): void {
  for (const name of fields) {
    if (asked[name] !== undefined) throw misplaced(name, 'belongs to pages: leave it out of a stream');
  }
}

export function misplaced(name: string, message: string) {
  return problemError(400, 'misplaced', message, name);
}
