import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RunProgress } from '../analyse/query/watch-progress.ts';
import { asProblem } from './error-handler.ts';
import { EventStream } from './event-stream.ts';
import { problemDocument } from './problem-document.ts';

/** After so long without a word of the engine the client hears at least how long it has been. */
const SILENCE_MS = 1_000;

/**
 * Answers with server-sent events: `progress` now and then while `work` goes on, then one `answer` or one `problem`. What fails before
 * the first of them is thrown, for an ordinary answer with its status.
 */
export async function answerWithProgress(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (onReport: (progress: RunProgress) => void) => Promise<object>,
): Promise<FastifyReply> {
  const began = performance.now();
  let stream: EventStream | undefined;
  let toldAt = began;
  const tell = (event: string, data: unknown): Promise<boolean> => {
    toldAt = performance.now();
    stream ??= new EventStream(reply);
    return stream.send(event, data);
  };
  const onReport = (progress: RunProgress): void => void tell('progress', progress);
  const silence = setInterval(() => {
    if (performance.now() - toldAt < SILENCE_MS) return;
    onReport({ readRows: 0, totalRows: 0, elapsedMs: Math.round(performance.now() - began) });
  }, SILENCE_MS);
  try {
    await tell('answer', await work(onReport));
  } catch (error) {
    if (!stream) throw error;
    if (stream.isOver) return reply;
    const problem = asProblem(error, request);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    await tell('problem', problemDocument(problem.status, problem.problems));
  } finally {
    clearInterval(silence);
    stream?.end();
  }
  return reply;
}
