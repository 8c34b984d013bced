import type { z } from 'zod';
import { ProblemError } from '../util/problem-error.ts';
import { zodProblems } from '../util/zod-problems.ts';

type Validator = (input: unknown) => { value: unknown } | { error: Error };

/** Checks a part of a request against its schema; what does not fit becomes a ProblemError with a problem for each field. */
export function zodValidator(schema: z.ZodType, httpPart: string | undefined): Validator {
  return (input) => {
    const parsed = schema.safeParse(input, { reportInput: true });
    if (parsed.success) return { value: parsed.data };
    const root = httpPart === 'body' ? '' : (httpPart ?? '');
    return { error: new ProblemError(400, zodProblems(parsed.error, root)) };
  };
}

/** For a route whose body is bytes: the schema of the body only describes, everything else is checked. */
export function uncheckedBody({
  schema,
  httpPart,
}: {
  readonly schema: unknown;
  readonly httpPart?: string | undefined;
}): Validator {
  return httpPart === 'body' ? (value) => ({ value }) : zodValidator(schema as z.ZodType, httpPart);
}
