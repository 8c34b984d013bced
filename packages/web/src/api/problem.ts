import type { Problem } from '@cusp/engine/util/result.ts';

/** What the server refused, and why: an RFC 9457 document that came back, or a line that never reached it. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  /** Each single mistake with the field it is about. */
  readonly problems: readonly Problem[];

  constructor(status: number, message: string, problems: readonly Problem[]) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.problems = problems;
  }

  get code(): string {
    return this.problems[0]?.code ?? 'unknown';
  }
}

interface ProblemBody {
  readonly detail?: string;
  readonly problems?: readonly Problem[];
}

/** Reads a problem document, or whatever stood in its place, such as the page of a proxy. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const { detail, problems } = (typeof body === 'object' && body !== null ? body : {}) as ProblemBody;
  const message = detail ?? `The server answered with status ${status} and no explanation.`;
  return new ApiProblem(status, message, problems ?? []);
}

/** The server could not be reached: nothing was changed there by a request that only asked. */
export function unreachable(): ApiProblem {
  return new ApiProblem(0, 'The server cannot be reached. Is it still running?', [
    { code: 'unreachable', message: 'the server cannot be reached', path: '' },
  ]);
}

/** Anything thrown, as a problem that a page can show. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiProblem(0, message, []);
}
