import type { Problem } from './result.ts';

/**
 * A person's mistake on its way to the edge that answers it: HTTP turns it into problem+json with `status`,
 * the CLI into one line. It is thrown only where returning a Result through many layers would hide the flow.
 */
export class ProblemError extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];
  /** What programs need beside the words: further members of the problem document. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, problems: readonly Problem[], members: Readonly<Record<string, unknown>> = {}) {
    super(problems.map((p) => (p.path ? `${p.path}: ${p.message}` : p.message)).join('; '));
    this.name = 'ProblemError';
    this.status = status;
    this.problems = problems;
    this.members = members;
  }
}

/** A ProblemError of one problem. `status` is the HTTP status that fits: 400, 404, 409, 422, ... */
export function problemError(status: number, code: string, message: string, path = ''): ProblemError {
  return new ProblemError(status, [{ code, message, path }]);
}
