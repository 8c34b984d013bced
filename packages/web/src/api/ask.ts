import type { DataUsed } from '@cusp/engine/analyse/query/data-used.ts';
import type { RunProgress } from '@cusp/engine/analyse/query/watch-progress.ts';
import type { Problem } from '@cusp/engine/util/result.ts';
import { problemOf, unreachable } from './problem.ts';
import type { Answers, QuestionOf } from './questions.ts';
import { serverEvents } from './server-events.ts';

/** An answer with the question as it was understood and the data that it was read from. */
export interface Answered<Kind extends keyof Answers> {
  readonly kind: Kind;
  readonly spec: QuestionOf<Kind>;
  readonly answer: Answers[Kind];
  readonly warnings: readonly Problem[];
  readonly data: DataUsed;
}

/**
 * Puts a question to the engine. Aborting `signal` stops the engine too, unless somebody else asks the same. Throws an ApiProblem.
 */
export async function ask<Kind extends keyof Answers>(
  spec: QuestionOf<Kind>,
  signal: AbortSignal,
  onProgress: (progress: RunProgress) => void = () => undefined,
): Promise<Answered<Kind>> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(spec),
    signal,
  };
  for await (const { event, data } of serverEvents('/api/v1/query', request)) {
    if (event === 'progress') onProgress(data as RunProgress);
    if (event === 'answer') return data as Answered<Kind>;
    if (event === 'problem') throw problemOf((data as { status: number }).status, data);
  }
  throw unreachable();
}
