import type { QueryAnswer } from '../analyse/query/run-query.ts';
import type { RunProgress } from '../analyse/query/watch-progress.ts';
import { ProblemError } from '../util/problem-error.ts';
import type { Terminal } from './context.ts';
import type { Engine } from './engine-client.ts';
import { interruptible } from './interruptible.ts';
import { queryProgress } from './output/query-progress.ts';
import { problemsOf } from './problems-of.ts';
import { serverSentEvents } from './server-sent-events.ts';

const PATH = '/api/v1/query';

/**
 * Puts a question through the query door. How far it has come is shown on standard error when it takes longer than a moment; Ctrl-C stops it in
 * the engine too, and throws an InterruptedError. Throws a ProblemError with the server's problems.
 */
export function putQuestion<Answer extends object>(
  engine: Engine,
  terminal: Terminal,
  question: unknown,
): Promise<QueryAnswer & { readonly answer: Answer }> {
  return interruptible(async (signal) => {
    const shown = queryProgress(terminal);
    try {
      const body = await engine.events('POST', PATH, question, signal);
      for await (const { event, data } of serverSentEvents(body)) {
        if (event === 'progress') shown.told(JSON.parse(data) as RunProgress);
        if (event === 'answer') return JSON.parse(data) as QueryAnswer & { answer: Answer };
        if (event === 'problem') throw refusal(data);
      }
    } finally {
      shown.done();
    }
    throw new Error('the connection broke before the answer came');
  });
}

function refusal(document: string): ProblemError {
  const { status } = JSON.parse(document) as { status: number };
  return new ProblemError(status, problemsOf(status, document));
}
