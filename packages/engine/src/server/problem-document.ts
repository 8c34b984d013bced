import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Problem } from '../util/result.ts';

/** An error as HTTP tells it (RFC 9457), with every single problem beside the summary. */
export const problemSchema = z
  .object({
    type: z.string().describe('A URI that names the kind of problem'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe('What was seen and what to do, in one line'),
    problems: z.array(z.object({ code: z.string(), message: z.string(), path: z.string() })),
  })
  .describe('Problem details, RFC 9457');

export type ProblemDocument = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = 'application/problem+json';

export function problemDocument(status: number, problems: readonly Problem[]): ProblemDocument {
  return {
    type: `urn:cusp:problem:${problems[0]?.code ?? 'unknown'}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: problems.map((p) => (p.path ? `${p.path}: ${p.message}` : p.message)).join('; '),
    problems: problems.map(({ code, message, path }) => ({ code, message, path })),
  };
}
